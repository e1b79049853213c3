package dev.blindspot.augment.canvas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.blindspot.augment.edit.Fill;
import dev.blindspot.augment.edit.Patch;
import dev.blindspot.augment.geometry.Box;
import dev.blindspot.augment.geometry.Rgb;
import dev.blindspot.augment.paint.BytePainter;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The papers draw noise afresh for each pixel; ours comes from one table of 131,072 pixels. What
 * can be measured of 2000 patches is the same. A correlation in the table itself has a standard
 * error of {@code 1 / sqrt(131072) = 0.0028}, and is met again in every patch.
 */
class NoiseStatisticsTest {
  private static final Rgb MEAN = new Rgb(124, 116, 104);
  private static final int PATCHES = 2000;
  private static final int SIDE = 16;
  private static final int LENGTH = 3 * SIDE * SIDE;
  private static final double CORRELATION = 4 / Math.sqrt(1 << 17);

  static List<Fill> fills() {
    return List.of(new Fill.PixelUniform(), new Fill.PixelNormal());
  }

  @ParameterizedTest
  @MethodSource("fills")
  void meanAndVarianceAreThoseOfTheLaw(Fill fill) {
    byte[][] patches = patches(fill);
    for (int channel = 0; channel < 3; channel++) {
      double[] law = law(fill, channel);
      double[] values = channel(patches, channel);

      assertThat(mean(values)).isCloseTo(law[0], within(0.3));
      assertThat(variance(values) / law[1]).isCloseTo(1, within(0.01));
    }
  }

  /** A patch's own mean scatters as that of independent pixels. */
  @ParameterizedTest
  @MethodSource("fills")
  void patchesScatterAsIndependentPixels(Fill fill) {
    byte[][] patches = patches(fill);
    for (int channel = 0; channel < 3; channel++) {
      int c = channel;
      double[] means =
          Arrays.stream(patches).mapToDouble(p -> mean(channel(new byte[][] {p}, c))).toArray();

      double expected = law(fill, channel)[1] / (SIDE * SIDE);
      assertThat(variance(means) / expected).isCloseTo(1, within(4 * Math.sqrt(2.0 / PATCHES)));
    }
  }

  @ParameterizedTest
  @MethodSource("fills")
  void neighboursRowsChannelsAndPatchesAreNotCorrelated(Fill fill) {
    byte[][] patches = patches(fill);

    assertThat(correlation(patches, i -> i / 3 % SIDE == SIDE - 1 ? -1 : i + 3))
        .as("right neighbour")
        .isCloseTo(0, within(CORRELATION));
    assertThat(correlation(patches, i -> i + 3 * SIDE))
        .as("neighbour below")
        .isCloseTo(0, within(CORRELATION));
    assertThat(correlation(patches, i -> i % 3 == 2 ? -1 : i + 1))
        .as("next channel")
        .isCloseTo(0, within(CORRELATION));
    assertThat(correlation(patches, i -> i + LENGTH))
        .as("same pixel of the next patch")
        .isCloseTo(0, within(CORRELATION));
  }

  private static byte[][] patches(Fill fill) {
    byte[][] patches = new byte[PATCHES][LENGTH];
    for (int seed = 0; seed < PATCHES; seed++) {
      Patch patch = new Patch(new Box(0, 0, SIDE, SIDE), fill, seed);
      new BytePainter(MEAN).paint(patches[seed], SIDE, SIDE, List.of(patch));
    }
    return patches;
  }

  /** Mean and variance of independent draws; 0 is blue. */
  private static double[] law(Fill fill, int channel) {
    double[] share = new double[256];
    if (fill instanceof Fill.PixelUniform) {
      Arrays.fill(share, 1 / 256.0);
    } else {
      double centre = channel == 0 ? MEAN.blue() : channel == 1 ? MEAN.green() : MEAN.red();
      NormalDistribution normal = new NormalDistribution(centre, 57.6);
      Arrays.setAll(
          share,
          v ->
              (v == 255 ? 1 : normal.cumulativeProbability(v + 0.5))
                  - (v == 0 ? 0 : normal.cumulativeProbability(v - 0.5)));
    }
    double mean = IntStream.range(0, 256).mapToDouble(v -> v * share[v]).sum();
    double square = IntStream.range(0, 256).mapToDouble(v -> (double) v * v * share[v]).sum();
    return new double[] {mean, square - mean * mean};
  }

  /**
   * @param other the place whose value belongs to the one of a place; negative for none, from the
   *     patch's length on for one in the next patch
   */
  private static double correlation(byte[][] patches, IntUnaryOperator other) {
    double[] means = new double[3];
    double[] variances = new double[3];
    for (int c = 0; c < 3; c++) {
      means[c] = mean(channel(patches, c));
      variances[c] = variance(channel(patches, c));
    }
    double sum = 0;
    long count = 0;
    for (int p = 0; p + 1 < patches.length; p++) {
      for (int i = 0; i < LENGTH; i++) {
        int j = other.applyAsInt(i);
        boolean next = j >= LENGTH && j - LENGTH == i;
        if (j >= 0 && (j < LENGTH || next)) {
          double a = (patches[p][i] & 255) - means[i % 3];
          double b = (patches[next ? p + 1 : p][j % LENGTH] & 255) - means[j % 3];
          sum += a * b / Math.sqrt(variances[i % 3] * variances[j % 3]);
          count++;
        }
      }
    }
    return sum / count;
  }

  private static double[] channel(byte[][] patches, int channel) {
    double[] values = new double[patches.length * SIDE * SIDE];
    Arrays.setAll(values, i -> patches[i / (SIDE * SIDE)][3 * (i % (SIDE * SIDE)) + channel] & 255);
    return values;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double variance(double[] values) {
    double mean = mean(values);
    return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
  }
}
