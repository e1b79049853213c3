package dev.blindspot.explain.occlusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class WindowGridTest {

  @Test
  void hasThePublishedNumberOfPositions() {
    assertThat(new WindowGrid(224, 224, 16, 8).size()).isEqualTo(27 * 27);
    assertThat(new WindowGrid(224, 224, 32, 16).size()).isEqualTo(13 * 13);
  }

  @Test
  void clipsTheLastWindowWhenTheStrideDoesNotDivide() {
    WindowGrid grid = new WindowGrid(4, 7, 4, 2);
    assertThat(grid.rows()).isEqualTo(1);
    assertThat(grid.columns()).isEqualTo(3); // ceil((7 - 4) / 2) + 1
    assertThat(grid.window(2)).isEqualTo(new Window(4, 0, 3, 4));
  }

  @Test
  void hidesEverythingAtOnceWhenTheWindowIsAsLargeAsTheImage() {
    WindowGrid grid = new WindowGrid(5, 5, 5, 2);
    assertThat(grid.size()).isEqualTo(1);
    assertThat(grid.window(0)).isEqualTo(new Window(0, 0, 5, 5));
  }

  /** Its map would be one flat value. */
  @Test
  void refusesAWindowThatIsLargerThanTheImage() {
    assertThatThrownBy(() -> new WindowGrid(32, 32, 300, 10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("windowPx must be at most the image's shorter side (32), was 300");
    assertThatThrownBy(() -> new WindowGrid(3, 5, 4, 1))
        .hasMessage("windowPx must be at most the image's shorter side (3), was 4");
  }

  @Test
  void refusesGapsBetweenWindows() {
    assertThatThrownBy(() -> new WindowGrid(8, 8, 2, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("stridePx must be at most windowPx (2) so that every pixel is covered, was 3");
    assertThatThrownBy(() -> new WindowGrid(8, 8, 0, 1)).hasMessage("windowPx must be >= 1, was 0");
    assertThatThrownBy(() -> new WindowGrid(8, 8, 1, 0)).hasMessage("stridePx must be >= 1, was 0");
  }

  @Property(tries = 300)
  void coversEveryPixelAndNeverLeavesTheImage(
      @ForAll @IntRange(min = 1, max = 30) int height,
      @ForAll @IntRange(min = 1, max = 30) int width,
      @ForAll @IntRange(min = 1, max = 35) int window,
      @ForAll @IntRange(min = 1, max = 35) int stride) {
    int side = Math.min(window, Math.min(height, width));
    WindowGrid grid = new WindowGrid(height, width, side, Math.min(stride, side));
    boolean[] covered = new boolean[height * width];
    int left = covered.length;
    for (int position = 0; position < grid.size(); position++) {
      Window at = grid.window(position);
      assertThat(at.width()).isPositive();
      assertThat(at.height()).isPositive();
      for (int y = at.y(); y < at.y() + at.height(); y++) {
        for (int x = at.x(); x < at.x() + at.width(); x++) {
          left -= covered[y * width + x] ? 0 : 1; // beyond the image this throws
          covered[y * width + x] = true;
        }
      }
      assertThat(at.x() + at.width()).isLessThanOrEqualTo(width);
      assertThat(at.y() + at.height()).isLessThanOrEqualTo(height);
    }
    assertThat(left).isZero();
  }
}
