package dev.blindspot.augment.method;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.RealDistribution;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;

/** Samples with fixed seeds, and tests of their law. */
public final class Sampling {
  /** Smallest p-value that is not a proof of another law; seeds are fixed, so nothing is flaky. */
  private static final double LEVEL = 1e-3;

  private Sampling() {}

  public static RandomGenerator random(long seed) {
    return new SplittableRandom(seed);
  }

  public static byte[] image(int height, int width, long seed) {
    byte[] bgr = new byte[3 * height * width];
    new Random(seed).nextBytes(bgr);
    return bgr;
  }

  public static double[] sample(int size, long seed, ToDoubleFunction<RandomGenerator> draw) {
    RandomGenerator random = random(seed);
    return IntStream.range(0, size).mapToDouble(i -> draw.applyAsDouble(random)).toArray();
  }

  public static void assertFollows(double[] sample, RealDistribution law) {
    assertThat(new KolmogorovSmirnovTest().kolmogorovSmirnovTest(law, sample))
        .as("p-value of the Kolmogorov-Smirnov test")
        .isGreaterThan(LEVEL);
  }

  static void assertSameLaw(double[] sample, double[] reference) {
    assertThat(new KolmogorovSmirnovTest().kolmogorovSmirnovTest(sample, reference))
        .as("p-value of the two-sample Kolmogorov-Smirnov test")
        .isGreaterThan(LEVEL);
  }

  public static void assertUniform(long[] counts) {
    double[] expected = new double[counts.length];
    Arrays.fill(expected, 1);
    assertThat(new ChiSquareTest().chiSquareTest(expected, counts))
        .as("p-value of the chi-square test")
        .isGreaterThan(LEVEL);
  }
}
