package dev.blindspot.augment.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.blindspot.augment.canvas.PatchColours;
import dev.blindspot.augment.edit.Edit;
import dev.blindspot.augment.edit.Fill;
import dev.blindspot.augment.edit.RotatedGrid;
import dev.blindspot.augment.geometry.Range;
import dev.blindspot.augment.geometry.Rgb;
import dev.blindspot.augment.paint.BytePainter;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class GridMaskTest {
  private static final Fill WHITE = new Fill.Constant(new Rgb(255, 255, 255));

  /** Paints white on black; hidden pixels are those that became white. */
  private static boolean[] mask(Edit grid, int height, int width) {
    byte[] bgr = new byte[3 * height * width];
    new BytePainter(PatchColours.BLACK).paint(bgr, height, width, List.of(grid));
    boolean[] mask = new boolean[height * width];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = bgr[3 * i] != 0;
    }
    return mask;
  }

  @Property(tries = 300, seed = "1")
  void paintsWhatTheDefinitionHides(
      @ForAll @IntRange(min = 1, max = 50) int height,
      @ForAll @IntRange(min = 1, max = 50) int width,
      @ForAll @IntRange(min = 2, max = 40) int period,
      @ForAll @DoubleRange(min = -400, max = 400) double angle,
      @ForAll long seed) {
    RandomGenerator random = Sampling.random(seed);
    int kept = 1 + random.nextInt(period - 1);
    int offsetX = random.nextInt(period);
    int offsetY = random.nextInt(period);
    boolean[] mask =
        mask(new RotatedGrid(period, kept, offsetX, offsetY, angle, WHITE, 0), height, width);
    double cosine = Math.cos(Math.toRadians(angle));
    double sine = Math.sin(Math.toRadians(angle));
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double right = x + 0.5 - width / 2.0;
        double down = y + 0.5 - height / 2.0;
        double u = phase(right * cosine + down * sine + offsetX, period);
        double v = phase(down * cosine - right * sine + offsetY, period);
        if (clear(u, kept, period) && clear(v, kept, period)) {
          assertThat(mask[y * width + x]).isEqualTo(u >= kept && v >= kept);
        }
      }
    }
  }

  private static double phase(double coordinate, int period) {
    return ((coordinate % period) + period) % period;
  }

  /** Not so near to an edge of the grid that rounding decides. */
  private static boolean clear(double phase, int kept, int period) {
    return phase > 1e-6 && Math.abs(phase - kept) > 1e-6 && phase < period - 1e-6;
  }

  @Test
  void withoutRotationHidesSquaresBetweenStripes() {
    boolean[] mask = mask(new RotatedGrid(4, 3, 0, 0, 0, WHITE, 0), 8, 8);
    for (int y = 0; y < 8; y++) {
      for (int x = 0; x < 8; x++) {
        // The image's centre is at 4: phases of the pixels are 0.5, 1.5, 2.5, 3.5.
        assertThat(mask[8 * y + x]).isEqualTo(x % 4 == 3 && y % 4 == 3);
      }
    }
  }

  /** Integers and halves: every pixel is compared, also those on an edge of the grid. */
  @Property(tries = 300, seed = "1")
  void quarterTurnsAreExact(
      @ForAll @IntRange(min = 1, max = 30) int height,
      @ForAll @IntRange(min = 1, max = 30) int width,
      @ForAll @IntRange(min = 2, max = 20) int period,
      @ForAll @IntRange(min = -5, max = 5) int turns,
      @ForAll long seed) {
    RandomGenerator random = Sampling.random(seed);
    int kept = 1 + random.nextInt(period - 1);
    int offsetX = random.nextInt(period);
    int offsetY = random.nextInt(period);
    boolean[] mask =
        mask(new RotatedGrid(period, kept, offsetX, offsetY, 90 * turns, WHITE, 0), height, width);
    int cosine = new int[] {1, 0, -1, 0}[Math.floorMod(turns, 4)];
    int sine = new int[] {0, 1, 0, -1}[Math.floorMod(turns, 4)];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double right = x + 0.5 - width / 2.0;
        double down = y + 0.5 - height / 2.0;
        double u = phase(right * cosine + down * sine + offsetX, period);
        double v = phase(down * cosine - right * sine + offsetY, period);
        assertThat(mask[y * width + x]).isEqualTo(u >= kept && v >= kept);
      }
    }
  }

  @Test
  void removesTheShareOfThePaper() {
    RandomGenerator random = Sampling.random(1);
    GridMask gridMask = new GridMask(new Range(40, 60), 0.6, new Range(0, 360), WHITE);
    double share =
        IntStream.range(0, 300)
            .mapToDouble(i -> share(mask(gridMask.draw(100, 100, random).get(0), 100, 100)))
            .average()
            .orElseThrow();
    assertThat(share).isCloseTo(0.4 * 0.4, within(0.01));
  }

  private static double share(boolean[] mask) {
    return IntStream.range(0, mask.length).filter(i -> mask[i]).count() / (double) mask.length;
  }

  @Test
  void drawsWholePeriodsOffsetsAndAnglesFromTheirRanges() {
    RandomGenerator random = Sampling.random(2);
    long[] periods = new long[128];
    for (int i = 0; i < 12_800; i++) {
      RotatedGrid grid = (RotatedGrid) GridMask.paper().draw(224, 224, random).get(0);
      periods[grid.periodPx() - 96]++;
      assertThat(grid.keptPx()).isEqualTo(Math.round(0.6 * grid.periodPx()));
      assertThat(grid.offsetX()).isBetween(0, grid.periodPx() - 1);
      assertThat(grid.offsetY()).isBetween(0, grid.periodPx() - 1);
      assertThat(grid.angleDegrees()).isBetween(0.0, 360.0);
    }
    Sampling.assertUniform(periods);
  }

  @Test
  void keepsAtLeastOnePixelAndHidesAtLeastOne() {
    for (double ratio : new double[] {0.01, 0.99}) {
      GridMask extreme = new GridMask(new Range(3, 3), ratio, new Range(0, 0), WHITE);
      double share = share(mask(extreme.draw(30, 30, Sampling.random(3)).get(0), 30, 30));
      assertThat(share).isCloseTo(ratio < 0.5 ? 4 / 9.0 : 1 / 9.0, within(1e-9));
    }
  }
}
