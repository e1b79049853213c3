package dev.blindspot.train.explore.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blindspot.explain.occlusion.Window;
import java.util.Base64;
import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CellsTest {
  private static String text(int side, int... chosen) {
    BitSet bits = new BitSet();
    for (int cell : chosen) {
      bits.set(cell);
    }
    return side + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(bits.toByteArray());
  }

  /** Four columns and three rows of 8 pixels, the last ones cut to 6 and 4. */
  @Test
  void neighboursBecomeOneRectangleAndBorderCellsAreCut() {
    assertThat(Cells.parse(text(8, 1, 2, 5, 6, 11)).rectangles(20, 30))
        .containsExactlyInAnyOrder(new Window(8, 0, 16, 16), new Window(24, 16, 6, 4));
    assertThat(Cells.parse(text(8, 0, 5)).rectangles(20, 30))
        .containsExactlyInAnyOrder(new Window(0, 0, 8, 8), new Window(8, 8, 8, 8));
  }

  @Test
  void rectanglesCoverTheChosenCellsAndNothingElse() {
    Random random = new Random(3);
    for (int trial = 0; trial < 50; trial++) {
      BitSet bits = new BitSet();
      for (int cell = 0; cell < 4 * 5; cell++) {
        bits.set(cell, random.nextBoolean());
      }
      int[][] covered = new int[11][14]; // 4 rows and 5 columns of 3 pixels, cut
      for (Window w : new Cells(3, bits).rectangles(11, 14)) {
        for (int y = w.y(); y < w.y() + w.height(); y++) {
          for (int x = w.x(); x < w.x() + w.width(); x++) {
            covered[y][x]++;
          }
        }
      }
      for (int y = 0; y < 11; y++) {
        for (int x = 0; x < 14; x++) {
          assertThat(covered[y][x]).isEqualTo(bits.get(y / 3 * 5 + x / 3) ? 1 : 0);
        }
      }
    }
  }

  @Test
  void nothingIsNoCell() {
    assertThat(Cells.parse("").isEmpty()).isTrue();
    assertThat(Cells.parse("8.").rectangles(20, 30)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"8", "8.!", "0.AA", "1000.AA", "-8.AA", "8.AA==", "8.A", "8.AA.AA"})
  void otherTextsAreRefused(String text) {
    assertThatThrownBy(() -> Cells.parse(text))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("SIDE.BITS");
  }

  @Test
  void cellsOutsideOfTheImageAreRefused() {
    assertThatThrownBy(() -> Cells.parse(text(8, 12)).rectangles(20, 30))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("image of 30 x 20 pixels");
  }
}
