package dev.blindspot.train.evaluate;

import dev.blindspot.train.random.SampleRandom;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;

/**
 * The percentile bootstrap of a mean (Efron and Tibshirani 1993, "An Introduction to the Bootstrap", chapter 13):
 * pictures are drawn with replacement, and the middle 95 % of the means are the interval.
 *
 * @param resamples at least 1000
 * @param seed the same seed gives the same interval
 */
public record Bootstrap(int resamples, long seed) {
  public Bootstrap {
    if (resamples < 1000) {
      throw new IllegalArgumentException("resamples must be >= 1000, was " + resamples);
    }
  }

  /** The 95 % interval of the mean of N values; undefined for none. */
  public Interval mean(double[] values) {
    return values.length == 0 ? Interval.UNDEFINED : interval(means(values));
  }

  /** The means of all resamples, increasing. */
  double[] means(double[] values) {
    RandomGenerator random = SampleRandom.of(seed, "bootstrap");
    double[] means = new double[resamples];
    for (int r = 0; r < resamples; r++) {
      double sum = 0;
      for (int i = 0; i < values.length; i++) {
        sum += values[random.nextInt(values.length)];
      }
      means[r] = sum / values.length;
    }
    Arrays.sort(means);
    return means;
  }

  static Interval interval(double[] means) {
    Percentile percentile = new Percentile().withEstimationType(EstimationType.R_7);
    percentile.setData(means);
    double tail = 100 * (1 - Interval.CONFIDENCE) / 2;
    return new Interval(percentile.evaluate(tail), percentile.evaluate(100 - tail));
  }
}
