package dev.blindspot.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blindspot.explain.engine.trunk.Rect;
import dev.blindspot.explain.map.Attribution;
import dev.blindspot.explain.map.Interpolation;
import dev.blindspot.explain.measure.Localisation;
import dev.blindspot.explain.measure.Region;
import dev.blindspot.explain.occlusion.Window;
import dev.blindspot.explain.occlusion.WindowGrid;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sums of coordinates near 2^31 do not wrap around. */
class LargeNumbersTest {
  private static final int MAX = Integer.MAX_VALUE;

  @Test
  void aRegionToTheEndOfTheWorldContainsWhatItCovers() {
    Region region = new Region(5, 5, MAX, MAX);
    assertThat(region.contains(5, 5)).isTrue();
    assertThat(region.contains(MAX, MAX)).isTrue();
    assertThat(region.contains(4, 5)).isFalse();
    Attribution map = new Attribution("test", 0, 1, 8, new float[] {0, 0, 0, 0, 0, 0, 9, 0});
    assertThat(Localisation.pointingGame(map, List.of(new Region(5, 0, MAX, MAX)), 0).value())
        .isEqualTo(1);
    assertThat(Localisation.pointingGame(map, List.of(new Region(-MAX, -MAX, MAX, MAX)), 3).value())
        .isEqualTo(0);
  }

  @Test
  void aWindowThatSticksOutFarIsNotInside() {
    assertThat(new Window(5, 0, MAX, 1).isInside(10, 10)).isFalse();
    assertThat(new Window(0, 5, 1, MAX).isInside(10, 10)).isFalse();
    assertThat(new Window(MAX, 0, 1, 1).isInside(10, MAX)).isFalse();
  }

  @Test
  void aWindowOverlapsWhatItCovers() {
    Window large = new Window(5, 5, MAX, MAX);
    assertThat(large.overlaps(new Window(8, 8, 1, 1))).isTrue();
    assertThat(new Window(8, 8, 1, 1).overlaps(large)).isTrue();
    assertThat(large.overlaps(new Window(0, 0, 5, 5))).isFalse();
  }

  @Test
  void sizesThatNoArrayHoldsAreRefused() {
    assertThatThrownBy(() -> Rect.of(5, 0, MAX, 1)).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> Rect.of(0, 0, MAX, MAX).area())
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> new WindowGrid(65536, 65536, 1, 1))
        .hasMessage("height x width must be at most 2147483647, was 4294967296");
    Attribution map = new Attribution("test", 0, 1, 1, new float[1]);
    assertThatThrownBy(() -> map.upsampled(65536, 65536, Interpolation.NEAREST))
        .hasMessage("toHeight x toWidth must be at most 2147483647, was 4294967296");
  }
}
