package dev.blindspot.augment.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.blindspot.augment.geometry.Box;
import dev.blindspot.augment.geometry.Layout;
import dev.blindspot.augment.geometry.Rgb;
import dev.blindspot.augment.method.Sampling;
import dev.blindspot.augment.paint.BytePainter;
import dev.blindspot.augment.paint.FloatPainter;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

public class FillTest {
  private static final Rgb MEAN = new Rgb(123.675, 116.28, 103.53);
  private static final BytePainter PAINTER = new BytePainter(MEAN);

  public static List<Fill> all() {
    return List.of(
        new Fill.Zero(),
        new Fill.Mean(),
        new Fill.Constant(new Rgb(1, 2, 3)),
        new Fill.PixelUniform(),
        new Fill.PixelNormal(),
        new Fill.PatchUniform(),
        new Fill.ImagePatch());
  }

  private static byte[] painted(Fill fill, Box box, long noiseSeed) {
    return PAINTER.painted(
        Sampling.image(40, 30, 1), 40, 30, List.of(new Patch(box, fill, noiseSeed)));
  }

  @ParameterizedTest
  @MethodSource("all")
  void changesTheBoxAndNothingElse(Fill fill) {
    Box box = new Box(5, 7, 11, 13);
    byte[] before = Sampling.image(40, 30, 1);
    byte[] after = painted(fill, box, 42);
    int changed = 0;
    for (int i = 0; i < before.length; i++) {
      boolean inside = box.contains(i / 3 % 30, i / 90);
      if (!inside) {
        assertThat(after[i]).isEqualTo(before[i]);
      } else if (after[i] != before[i]) {
        changed++;
      }
    }
    assertThat(changed).isGreaterThan(11 * 13 * 3 * 9 / 10);
  }

  /** A fill that is ignored somewhere would paint the same as another one. */
  @Test
  void everyFillPaintsSomethingElse() {
    Set<ByteBuffer> images = new HashSet<>();
    for (Fill fill : all()) {
      images.add(ByteBuffer.wrap(painted(fill, new Box(0, 0, 20, 20), 3)));
    }
    assertThat(images).hasSameSizeAs(all());
  }

  @ParameterizedTest
  @MethodSource("all")
  void dependsOnTheSeedOnlyWhereItIsRandom(Fill fill) {
    Box box = new Box(3, 3, 20, 20);
    assertThat(painted(fill, box, 5)).isEqualTo(painted(fill, box, 5));
    boolean random =
        !(fill instanceof Fill.Zero || fill instanceof Fill.Mean || fill instanceof Fill.Constant);
    boolean differs = !Arrays.equals(painted(fill, box, 5), painted(fill, box, 6));
    assertThat(differs).isEqualTo(random);
  }

  @ParameterizedTest
  @MethodSource("all")
  void emptyBoxesPaintNothing(Fill fill) {
    assertThat(painted(fill, new Box(30, 40, 0, 0), 1)).isEqualTo(Sampling.image(40, 30, 1));
  }

  @Test
  void coloursAreBlueGreenRedAndRounded() {
    byte[] mean = painted(new Fill.Mean(), new Box(0, 0, 1, 1), 1);
    assertThat(new int[] {mean[0] & 255, mean[1] & 255, mean[2] & 255})
        .containsExactly(104, 116, 124);
    byte[] constant = painted(new Fill.Constant(new Rgb(255, 128, 0.4)), new Box(0, 0, 1, 1), 1);
    assertThat(new int[] {constant[0] & 255, constant[1] & 255, constant[2] & 255})
        .containsExactly(0, 128, 255);
  }

  @Test
  void pixelUniformIsUniformInEveryChannel() {
    byte[] noise = noise(new Fill.PixelUniform(), 300);
    for (int channel = 0; channel < 3; channel++) {
      long[] counts = new long[256];
      for (int i = channel; i < noise.length; i += 3) {
        counts[noise[i] & 255]++;
      }
      Sampling.assertUniform(counts);
    }
  }

  /** Rounded and clipped values are compared by their distribution function at some thresholds. */
  @Test
  void pixelNormalIsNormalAboutTheMeanInEveryChannel() {
    byte[] noise = noise(new Fill.PixelNormal(), 200);
    double[] means = {MEAN.blue(), MEAN.green(), MEAN.red()};
    for (int channel = 0; channel < 3; channel++) {
      NormalDistribution law = new NormalDistribution(means[channel], 57.6);
      for (int threshold : new int[] {0, 1, 20, 60, 90, 104, 116, 124, 150, 200, 240, 254}) {
        int below = 0;
        for (int i = channel; i < noise.length; i += 3) {
          below += (noise[i] & 255) <= threshold ? 1 : 0;
        }
        // 40000 values: five standard deviations of a share are at most 0.0125.
        assertThat(below / 40_000.0)
            .isCloseTo(law.cumulativeProbability(threshold + 0.5), within(0.0125));
      }
    }
  }

  @Test
  void patchUniformIsOneColour() {
    byte[] patch = noise(new Fill.PatchUniform(), 8);
    for (int i = 3; i < patch.length; i++) {
      assertThat(patch[i]).isEqualTo(patch[i - 3]);
    }
    long[][] counts = new long[3][16];
    for (int seed = 0; seed < 4000; seed++) {
      byte[] pixel = new byte[3];
      Patch drawn = new Patch(new Box(0, 0, 1, 1), new Fill.PatchUniform(), seed);
      PAINTER.paint(pixel, 1, 1, List.of(drawn));
      for (int channel = 0; channel < 3; channel++) {
        counts[channel][(pixel[channel] & 255) / 16]++;
      }
    }
    for (long[] channel : counts) {
      Sampling.assertUniform(channel);
    }
  }

  /** What a thread keeps of its last colour serves a wider patch and another colour too. */
  @Test
  void coloursDoNotDependOnWhatAThreadPaintedBefore() {
    List<Rgb> colours = List.of(new Rgb(1, 2, 3), new Rgb(1, 2, 3), new Rgb(1, 2, 9));
    CompletableFuture.runAsync(
            () -> {
              for (int i = 0; i < colours.size(); i++) {
                assertOneColour(colours.get(i), 3 + 4 * i);
                assertOneColour(colours.get(i), 2);
              }
            },
            task -> new Thread(task).start())
        .join();
  }

  private static void assertOneColour(Rgb colour, int width) {
    List<Edit> edits = List.of(new Patch(new Box(0, 0, width, 2), new Fill.Constant(colour), 1));
    byte[] bgr = new byte[6 * width];
    PAINTER.paint(bgr, 2, width, edits);
    FloatBuffer planes = FloatBuffer.allocate(6 * width);
    new FloatPainter(MEAN, Layout.NCHW).paint(planes, 0, 2, width, edits);
    double[] channels = {colour.blue(), colour.green(), colour.red()};
    for (int i = 0; i < bgr.length; i++) {
      assertThat((double) bgr[i]).isEqualTo(channels[i % 3]);
      assertThat((double) planes.get(i)).isEqualTo(channels[i / (2 * width)]);
    }
  }

  private static byte[] noise(Fill fill, int side) {
    byte[] bgr = new byte[3 * side * side];
    PAINTER.paint(bgr, side, side, List.of(new Patch(new Box(0, 0, side, side), fill, 77)));
    return bgr;
  }

  /** The patch is found somewhere else in the original, also where both overlap. */
  @Property(tries = 300, seed = "1")
  void imagePatchComesFromAnotherPlace(
      @ForAll @IntRange(max = 10) int x,
      @ForAll @IntRange(max = 10) int y,
      @ForAll @IntRange(min = 1, max = 9) int width,
      @ForAll @IntRange(min = 1, max = 9) int height,
      @ForAll long seed) {
    byte[] before = Sampling.image(19, 19, 4);
    Box box = new Box(x, y, width, height);
    byte[] after =
        PAINTER.painted(before, 19, 19, List.of(new Patch(box, new Fill.ImagePatch(), seed)));
    int sources = 0;
    for (int fromY = 0; fromY + height <= 19; fromY++) {
      for (int fromX = 0; fromX + width <= 19; fromX++) {
        if (isCopy(after, box, before, fromX, fromY)) {
          assertThat(fromX == x && fromY == y).isFalse();
          sources++;
        }
      }
    }
    assertThat(sources).isEqualTo(1);
  }

  private static boolean isCopy(byte[] after, Box box, byte[] before, int fromX, int fromY) {
    for (int row = 0; row < box.height(); row++) {
      int target = 3 * (19 * (box.y() + row) + box.x());
      int source = 3 * (19 * (fromY + row) + fromX);
      int length = 3 * box.width();
      if (!Arrays.equals(after, target, target + length, before, source, source + length)) {
        return false;
      }
    }
    return true;
  }

  @Test
  void imagePatchChoosesEveryOtherPlaceEquallyOften() {
    byte[] row = new byte[3 * 6];
    long[] counts = new long[6];
    for (int seed = 0; seed < 5000; seed++) {
      for (int i = 0; i < 6; i++) {
        row[3 * i] = (byte) i;
      }
      PAINTER.paint(
          row, 1, 6, List.of(new Patch(new Box(2, 0, 1, 1), new Fill.ImagePatch(), seed)));
      counts[row[6]]++;
    }
    assertThat(counts[2]).isZero();
    Sampling.assertUniform(new long[] {counts[0], counts[1], counts[3], counts[4], counts[5]});
  }

  @Test
  void imagePatchOfTheWholeImageLeavesItAsItIs() {
    assertThat(painted(new Fill.ImagePatch(), new Box(0, 0, 30, 40), 1))
        .isEqualTo(Sampling.image(40, 30, 1));
  }

  @Test
  void namesAreReadable() {
    assertThat(all())
        .extracting(Fill::toString)
        .containsExactly(
            "zero",
            "mean",
            "rgb(1.0, 2.0, 3.0)",
            "pixel-uniform",
            "pixel-normal",
            "patch-uniform",
            "image-patch");
  }
}
