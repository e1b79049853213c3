package dev.blindspot.train.evaluate.worst;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blindspot.explain.occlusion.Window;
import java.util.List;
import org.junit.jupiter.api.Test;

class SquareGridTest {
  @Test
  void theLastPlaceIsFlushWithTheEdge() {
    assertThat(new SquareGrid(4, 7, 3, 3).places())
        .containsExactly(
            new Window(0, 0, 3, 3),
            new Window(3, 0, 3, 3),
            new Window(4, 0, 3, 3),
            new Window(0, 1, 3, 3),
            new Window(3, 1, 3, 3),
            new Window(4, 1, 3, 3));
  }

  @Test
  void aSquareAsLargeAsTheImageHasOnePlace() {
    assertThat(new SquareGrid(5, 5, 5, 2).places()).containsExactly(new Window(0, 0, 5, 5));
  }

  @Test
  void aGridIsPartOfOneWithHalfItsStride() {
    for (int size = 16; size < 40; size++) {
      List<Window> coarse = new SquareGrid(size, size, 12, 6).places();

      assertThat(new SquareGrid(size, size, 12, 3).places())
          .containsAll(coarse)
          .hasSizeGreaterThan(4);
    }
  }

  @Test
  void fractionsAreRoundedToPixels() {
    assertThat(SquareGrid.of(96, 120, 0.125, 0.0625)).isEqualTo(new SquareGrid(96, 120, 12, 6));
    assertThat(SquareGrid.of(10, 10, 0.05, 0.01)).isEqualTo(new SquareGrid(10, 10, 1, 1));
  }

  @Test
  void refusesWhatLeavesGapsOrSticksOut() {
    assertThatThrownBy(() -> new SquareGrid(8, 9, 9, 1))
        .hasMessageContaining(
            "sidePx must be at least 1 and at most the image's shorter side (8), was 9");
    assertThatThrownBy(() -> new SquareGrid(8, 8, 2, 3))
        .hasMessageContaining(
            "stridePx must be at least 1 and at most the square's side (2), was 3");
  }
}
