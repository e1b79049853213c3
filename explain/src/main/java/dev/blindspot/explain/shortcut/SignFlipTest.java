package dev.blindspot.explain.shortcut;

import dev.blindspot.explain.shortcut.NullModel.Contrast;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** The test of the scan: the largest statistic under random changes of the images' signs. */
record SignFlipTest(int permutations, long seed) {

  /** {@code sum D / sqrt(sum D^2)}; 0 if nothing was counted. Its variance under the null is 1. */
  static double statistic(double[] difference) {
    double sum = 0;
    double squares = 0;
    for (double d : difference) {
      sum += d;
      squares += d * d;
    }
    return squares == 0 ? 0 : sum / Math.sqrt(squares);
  }

  /** The p-values of all places, adjusted for their number. */
  double[] p(List<Contrast> contrasts) {
    double[] observed =
        contrasts.stream().mapToDouble(contrast -> statistic(contrast.difference())).toArray();
    double[] largest = largest(contrasts);
    Arrays.sort(largest);
    double[] p = new double[observed.length];
    for (int s = 0; s < p.length; s++) {
      p[s] = (1.0 + atLeast(largest, observed[s])) / (permutations + 1.0);
    }
    return p;
  }

  private double[] largest(List<Contrast> contrasts) {
    int images = contrasts.isEmpty() ? 0 : contrasts.get(0).difference().length;
    double[][] scaled =
        contrasts.stream().map(c -> scaled(c.difference())).toArray(double[][]::new);
    SplittableRandom random = new SplittableRandom(seed);
    double[] sign = new double[images];
    double[] largest = new double[permutations];
    for (int round = 0; round < permutations; round++) {
      for (int i = 0; i < images; i++) {
        sign[i] = random.nextBoolean() ? 1 : -1;
      }
      double most = Double.NEGATIVE_INFINITY;
      for (double[] difference : scaled) {
        double sum = 0;
        for (int i = 0; i < images; i++) {
          sum += sign[i] * difference[i];
        }
        most = Math.max(most, sum);
      }
      largest[round] = most;
    }
    return largest;
  }

  /** Divided by the root of the sum of squares, which no change of signs alters. */
  private static double[] scaled(double[] difference) {
    double squares = Arrays.stream(difference).map(d -> d * d).sum();
    return Arrays.stream(difference).map(d -> squares == 0 ? 0 : d / Math.sqrt(squares)).toArray();
  }

  /** How many of the sorted numbers reach a bound; rounding must not hide a tie. */
  private static int atLeast(double[] sorted, double bound) {
    int from = Arrays.binarySearch(sorted, bound - 1e-9);
    return sorted.length - (from < 0 ? -from - 1 : from);
  }
}
