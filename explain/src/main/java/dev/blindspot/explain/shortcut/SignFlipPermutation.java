package dev.blindspot.explain.shortcut;

import dev.blindspot.explain.shortcut.NullModel.Contrast;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The test of the scan: the largest statistic under changes of the images' signs. All {@code 2^n}
 * of n images are gone through where they are no more than {@code permutations}. Else so many are
 * drawn; where the strongest place is reached {@value #REACHED_OFTEN} times before, drawing ends: p
 * is known well enough, and the level holds (Besag and Clifford 1991, "Sequential Monte Carlo
 * p-values").
 *
 * @param permutations sign changes at most, at least 1
 * @param seed of the sign changes
 */
record SignFlipPermutation(int permutations, long seed) {
  /** The strongest place's p is known to a seventh of itself then. */
  static final int REACHED_OFTEN = 50;

  private static final int FIRST = 2000;
  private static final double ROUNDING = 1e-9;

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
    double strongest = Arrays.stream(observed).max().orElse(0);
    int images = contrasts.isEmpty() ? 0 : contrasts.get(0).difference().length;
    boolean all = images < Integer.SIZE - 1 && 1 << images <= permutations;
    double[] largest = all ? ofAll(contrasts, images) : drawn(contrasts, strongest);
    Arrays.sort(largest);
    int unchanged = all ? 0 : 1; // among all of them the images as they are is one
    double[] p = new double[observed.length];
    for (int s = 0; s < p.length; s++) {
      p[s] = (unchanged + atLeast(largest, observed[s])) / (unchanged + (double) largest.length);
    }
    return p;
  }

  private static double[] ofAll(List<Contrast> contrasts, int images) {
    SignedSums sums = SignedSums.of(contrasts);
    double[] largest = new double[1 << images];
    byte[] signs = new byte[sums.blocks()];
    for (int round = 0; round < largest.length; round++) {
      for (int block = 0; block < signs.length; block++) {
        signs[block] = (byte) (round >> (8 * block));
      }
      largest[round] = sums.largest(signs);
    }
    return largest;
  }

  private double[] drawn(List<Contrast> contrasts, double strongest) {
    SignedSums sums = SignedSums.of(contrasts);
    SplittableRandom random = new SplittableRandom(seed);
    byte[] signs = new byte[sums.blocks()];
    double[] largest = new double[Math.min(permutations, FIRST)];
    int reached = 0;
    int round = 0;
    while (round < permutations && reached < REACHED_OFTEN) {
      if (round == largest.length) {
        largest = Arrays.copyOf(largest, Math.min(permutations, 2 * round));
      }
      random.nextBytes(signs);
      largest[round] = sums.largest(signs);
      reached += largest[round] >= strongest - ROUNDING ? 1 : 0;
      round++;
    }
    return Arrays.copyOf(largest, round);
  }

  /** How many of the sorted numbers reach a bound; rounding must not hide a tie. */
  private static int atLeast(double[] sorted, double bound) {
    int from = Arrays.binarySearch(sorted, bound - ROUNDING);
    return sorted.length - (from < 0 ? -from - 1 : from);
  }
}
