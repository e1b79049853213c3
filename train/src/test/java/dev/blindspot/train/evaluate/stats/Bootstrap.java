package dev.blindspot.train.evaluate.stats;

import dev.blindspot.augment.random.SampleRandom;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;

/**
 * The percentile bootstrap of a mean (Efron and Tibshirani 1993, "An Introduction to the
 * Bootstrap", chapter 13): images are drawn with replacement, and the middle 95 % of the means are
 * the interval. Intervals rested on it before {@link BoundedMean} and {@link CrossedMean}: it is
 * kept to be compared with them.
 *
 * @param resamples at least 1000
 * @param seed the same seed gives the same interval
 */
record Bootstrap(int resamples, long seed) {
  Bootstrap {
    if (resamples < 1000) {
      throw new IllegalArgumentException("resamples must be >= 1000, was " + resamples);
    }
  }

  /** The 95 % interval of the mean of N values; undefined for none. */
  Interval mean(double[] values) {
    return values.length == 0 ? Interval.UNDEFINED : interval(means(values));
  }

  /**
   * The 95 % interval of the mean of a table of seeds and images, both drawn with replacement (Owen
   * 2007, "The pigeonhole bootstrap", arXiv:0712.1111); undefined for none.
   *
   * @param rows one per seed, with the same images in the same order
   */
  Interval mean(double[][] rows) {
    return rows.length == 0 || rows[0].length == 0 ? Interval.UNDEFINED : interval(means(rows));
  }

  /** The means of all resamples, increasing. */
  double[] means(double[] values) {
    return means(new double[][] {values});
  }

  /**
   * The means of all resamples of a table, increasing: columns (images) are drawn, and rows (seeds)
   * too where there are several.
   */
  double[] means(double[][] rows) {
    RandomGenerator random = SampleRandom.of(seed, "bootstrap");
    double[] means = new double[resamples];
    int[] drawnRows = new int[rows.length];
    for (int r = 0; r < resamples; r++) {
      if (rows.length > 1) {
        Arrays.setAll(drawnRows, s -> random.nextInt(rows.length));
      }
      means[r] = mean(rows, drawnRows, random);
    }
    Arrays.sort(means);
    return means;
  }

  private static double mean(double[][] rows, int[] drawnRows, RandomGenerator random) {
    int columns = rows[0].length;
    double sum = 0;
    for (int i = 0; i < columns; i++) {
      int column = random.nextInt(columns);
      for (int row : drawnRows) {
        sum += rows[row][column];
      }
    }
    return sum / columns / drawnRows.length;
  }

  static Interval interval(double[] means) {
    Percentile percentile = new Percentile().withEstimationType(EstimationType.R_7);
    percentile.setData(means);
    double tail = 100 * (1 - Interval.CONFIDENCE) / 2;
    return new Interval(percentile.evaluate(tail), percentile.evaluate(100 - tail));
  }
}
