package dev.blindspot.train.evaluate.stats;

import java.util.Arrays;

/**
 * The difference of a score between two arms on the same images, with a bootstrap over images: an
 * image that is hard for both arms does not blur their difference. Verdicts rested on it before
 * {@link CrossedMean}: it is kept to be compared with it.
 *
 * @param resamples at least 2000
 * @param seed the same seed gives the same interval
 */
record PairedBootstrap(int resamples, long seed) {
  PairedBootstrap {
    if (resamples < 2000) {
      throw new IllegalArgumentException("resamples must be >= 2000, was " + resamples);
    }
  }

  /**
   * A difference of means.
   *
   * @param value mean of the arm minus mean of the reference
   * @param interval 95 % percentile interval of the value
   * @param p two-sided: twice the smaller share of resamples on one side of zero, at least 2 /
   *     (resamples + 1)
   * @param images number of images
   */
  record Difference(double value, Interval interval, double p, int images) {}

  /**
   * Compares two arms that were trained once.
   *
   * @param arm score of every image
   * @param reference score of the same images in the same order
   */
  Difference compare(double[] arm, double[] reference) {
    return compare(new double[][] {arm}, new double[][] {reference});
  }

  /**
   * Compares two arms that were trained with the same seeds. Images and seeds are both drawn with
   * replacement (Owen 2007, "The pigeonhole bootstrap", arXiv:0712.1111), so that the interval also
   * covers what another seed would have given, as far as a few seeds can tell.
   *
   * @param arm score of every image, one row per seed
   * @param reference score of the same images by the same seeds, both in the same order
   */
  Difference compare(double[][] arm, double[][] reference) {
    if (arm.length == 0 || arm.length != reference.length) {
      throw new IllegalArgumentException(
          "arm must have a row for each of the reference's seeds and at least one, had %d for %d"
              .formatted(arm.length, reference.length));
    }
    double[][] differences = new double[arm.length][];
    for (int s = 0; s < arm.length; s++) {
      differences[s] = differences(arm[s], reference[s]);
    }
    double[] means = new Bootstrap(resamples, seed).means(differences);
    double value =
        Arrays.stream(differences).flatMapToDouble(Arrays::stream).average().orElseThrow();
    return new Difference(value, Bootstrap.interval(means), p(means), differences[0].length);
  }

  private static double[] differences(double[] arm, double[] reference) {
    if (arm.length == 0 || arm.length != reference.length) {
      throw new IllegalArgumentException(
          "arm must have a score for each of the reference's images and at least one, had %d for %d"
              .formatted(arm.length, reference.length));
    }
    double[] differences = new double[arm.length];
    Arrays.setAll(differences, i -> arm[i] - reference[i]);
    return differences;
  }

  /** One is added on both sides, so that no finite number of resamples gives p = 0. */
  private double p(double[] means) {
    long notAbove = Arrays.stream(means).filter(m -> m <= 0).count();
    long notBelow = Arrays.stream(means).filter(m -> m >= 0).count();
    return Math.min(1, 2.0 * (Math.min(notAbove, notBelow) + 1) / (resamples + 1));
  }
}
