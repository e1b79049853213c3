package dev.blindspot.train.evaluate;

import java.util.Arrays;

/**
 * The difference of a score between two arms on the same pictures, with a bootstrap over pictures: a picture that is
 * hard for both arms does not blur their difference.
 *
 * @param resamples at least 2000
 * @param seed the same seed gives the same interval
 */
public record PairedBootstrap(int resamples, long seed) {
  public PairedBootstrap {
    if (resamples < 2000) {
      throw new IllegalArgumentException("resamples must be >= 2000, was " + resamples);
    }
  }

  /**
   * A difference of means.
   *
   * @param value mean of the arm minus mean of the reference
   * @param interval 95 % percentile interval of the value
   * @param p two-sided: twice the smaller share of resamples on one side of zero, at least 2 / (resamples + 1)
   * @param images number of pictures
   */
  public record Difference(double value, Interval interval, double p, int images) {}

  /**
   * Compares two arms.
   *
   * @param arm score of every picture
   * @param reference score of the same pictures in the same order
   */
  public Difference compare(double[] arm, double[] reference) {
    if (arm.length == 0 || arm.length != reference.length) {
      throw new IllegalArgumentException(
          "arm must have a score for each of the reference's pictures and at least one, had %d for %d"
              .formatted(arm.length, reference.length));
    }
    double[] differences = new double[arm.length];
    Arrays.setAll(differences, i -> arm[i] - reference[i]);
    double[] means = new Bootstrap(resamples, seed).means(differences);
    double value = Arrays.stream(differences).average().orElseThrow();
    return new Difference(value, Bootstrap.interval(means), p(means), arm.length);
  }

  /** One is added on both sides, so that no finite number of resamples gives p = 0. */
  private double p(double[] means) {
    long notAbove = Arrays.stream(means).filter(m -> m <= 0).count();
    long notBelow = Arrays.stream(means).filter(m -> m >= 0).count();
    return Math.min(1, 2.0 * (Math.min(notAbove, notBelow) + 1) / (resamples + 1));
  }
}
