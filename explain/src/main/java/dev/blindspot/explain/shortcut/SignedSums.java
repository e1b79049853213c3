package dev.blindspot.explain.shortcut;

import dev.blindspot.explain.shortcut.NullModel.Contrast;
import java.util.List;

/**
 * The statistics of all places under changes of the images' signs: eight images at a time, by
 * tables of their 256 sums.
 *
 * @param sums {@code [places][blocks * 256]}: of every block of eight images, the sum of its
 *     differences with the signs that a byte says (bit 1 is minus), divided by the root of the sum
 *     of all squares, which no change of signs alters
 * @param blocks of eight images
 */
@SuppressWarnings("ArrayRecordComponent") // numbers that nobody compares
record SignedSums(double[][] sums, int blocks) {
  private static final int BLOCK = 8;
  private static final int SIGNS = 1 << BLOCK;

  static SignedSums of(List<Contrast> contrasts) {
    int images = contrasts.isEmpty() ? 0 : contrasts.get(0).difference().length;
    int blocks = (images + BLOCK - 1) / BLOCK;
    return new SignedSums(
        contrasts.stream().map(c -> sums(c.difference(), blocks)).toArray(double[][]::new), blocks);
  }

  private static double[] sums(double[] difference, int blocks) {
    double squares = 0;
    for (double d : difference) {
      squares += d * d;
    }
    double scale = squares == 0 ? 0 : 1 / Math.sqrt(squares);
    double[] sums = new double[blocks * SIGNS];
    for (int i = 0; i < difference.length; i++) {
      for (int signs = 0; signs < SIGNS; signs++) {
        double signed = ((signs >> (i % BLOCK)) & 1) == 0 ? difference[i] : -difference[i];
        sums[i / BLOCK * SIGNS + signs] += signed * scale;
      }
    }
    return sums;
  }

  /**
   * The largest statistic of all places.
   *
   * @param signs one bit for each image
   */
  double largest(byte[] signs) {
    double most = Double.NEGATIVE_INFINITY;
    for (double[] place : sums) {
      double sum = 0;
      for (int block = 0; block < blocks; block++) {
        sum += place[block * SIGNS + (signs[block] & 0xFF)];
      }
      most = Math.max(most, sum);
    }
    return most;
  }
}
