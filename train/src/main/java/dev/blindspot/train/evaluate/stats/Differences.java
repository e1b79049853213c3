package dev.blindspot.train.evaluate.stats;

import dev.blindspot.train.error.Checks;

/** Paired differences: seed by seed and image by image. */
public final class Differences {
  private Differences() {}

  /**
   * The table of one minus the table of another.
   *
   * @param one {@code [S][n]}, one row per seed with the same images in the same order
   * @param other of the same seeds and images, in the same order
   */
  public static double[][] of(double[][] one, double[][] other) {
    Checks.require(
        one.length == other.length, "rows", "must be %d, were %d", other.length, one.length);
    double[][] differences = new double[one.length][];
    for (int s = 0; s < one.length; s++) {
      differences[s] = of(one[s], other[s]);
    }
    return differences;
  }

  /** One row of such a table. */
  public static double[] of(double[] one, double[] other) {
    Checks.require(
        one.length == other.length, "images", "must be %d, were %d", other.length, one.length);
    double[] differences = new double[one.length];
    for (int i = 0; i < one.length; i++) {
      differences[i] = one[i] - other[i];
    }
    return differences;
  }
}
