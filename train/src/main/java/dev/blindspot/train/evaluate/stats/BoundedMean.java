package dev.blindspot.train.evaluate.stats;

import dev.blindspot.augment.random.SampleRandom;
import dev.blindspot.train.error.Checks;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;

/**
 * An interval of the mean of values that cannot leave a known range, for any number of them and any
 * distribution (Gaffke 2005, "Three test statistics for a nonparametric one-sided hypothesis on the
 * mean of a nonnegative variable"; Learned-Miller and Thomas 2019, arXiv:1905.06208).
 *
 * <p>It is the bootstrap with random weights and one more value, which was not seen and is at the
 * bound: with {@code D} uniform on the weights that are not negative and sum to 1 (Dirichlet with
 * ones, n + 1 of them),
 *
 * <pre>
 * low  = quantile( D_0 minimum + sum_i D_i x_(i),  0.025)
 * high = quantile( sum_i D_i x_(i) + D_0 maximum,  0.975)
 * </pre>
 *
 * For right and wrong it is the interval of Clopper and Pearson, up to the noise of the draws. That
 * it covers at least 95 % for every distribution is conjectured and was never seen to fail; in the
 * tests it misses at most 5 %, where the percentile bootstrap misses up to 20 % of 6 values.
 *
 * @param minimum no value can be less
 * @param maximum no value can be more
 * @param draws of weights, at least 1000
 * @param seed the same seed gives the same interval
 */
public record BoundedMean(double minimum, double maximum, int draws, long seed) {
  public BoundedMean {
    Checks.require(
        minimum < maximum, "minimum", "must be < maximum, was %s with %s", minimum, maximum);
    Checks.requireAtLeast(draws, 1000, "draws");
  }

  /** Of shares and probabilities, between 0 and 1. */
  public static BoundedMean ofShares(int draws, long seed) {
    return new BoundedMean(0, 1, draws, seed);
  }

  /**
   * The 95 % interval of the mean; undefined for no values.
   *
   * @param values between minimum and maximum, but for rounding
   */
  public Interval interval(double... values) {
    if (values.length == 0) {
      return Interval.UNDEFINED;
    }
    double[] within = values.clone();
    for (int i = 0; i < within.length; i++) {
      double slack = 1e-9 * (maximum - minimum);
      Checks.require(
          values[i] >= minimum - slack && values[i] <= maximum + slack,
          "values",
          "must be between %s and %s, had %s",
          minimum,
          maximum,
          values[i]);
      within[i] = Math.max(minimum, Math.min(maximum, values[i]));
    }
    return interval(within, SampleRandom.of(seed, "bounded mean"));
  }

  /**
   * The 95 % interval of the share of two sums over images, such as of right ones among views that
   * an image has several of: the unseen image has as much as one has on average, all right or all
   * wrong. Undefined when there is nothing of which to have a part.
   *
   * @param parts of every image, between the wholes times minimum and times maximum
   * @param wholes of every image, at least 0; images of 0 do not count
   */
  public Interval ratio(double[] parts, double[] wholes) {
    int[] counted = IntStream.range(0, wholes.length).filter(i -> wholes[i] > 0).toArray();
    double mean = IntStream.of(counted).mapToDouble(i -> wholes[i]).average().orElse(Double.NaN);
    if (counted.length == 0) {
      return Interval.UNDEFINED;
    }
    RandomGenerator random = SampleRandom.of(seed, "bounded mean");
    double[] lows = new double[draws];
    double[] highs = new double[draws];
    for (int draw = 0; draw < draws; draw++) {
      double unseen = random.nextExponential() * mean;
      double whole = unseen;
      double part = 0;
      for (int i : counted) {
        double weight = random.nextExponential();
        whole += weight * wholes[i];
        part += weight * parts[i];
      }
      lows[draw] = (part + unseen * minimum) / whole;
      highs[draw] = (part + unseen * maximum) / whole;
    }
    double all = Arrays.stream(parts).sum() / Arrays.stream(wholes).sum();
    return around(all, lows, highs);
  }

  private Interval interval(double[] values, RandomGenerator random) {
    double[] lows = new double[draws];
    double[] highs = new double[draws];
    for (int draw = 0; draw < draws; draw++) {
      double unseen = random.nextExponential();
      double weights = unseen;
      double sum = 0;
      for (double value : values) {
        double weight = random.nextExponential();
        weights += weight;
        sum += weight * value;
      }
      lows[draw] = (sum + unseen * minimum) / weights;
      highs[draw] = (sum + unseen * maximum) / weights;
    }
    return around(Arrays.stream(values).sum() / values.length, lows, highs);
  }

  private Interval around(double mean, double[] lows, double[] highs) {
    double tail = 100 * (1 - Interval.CONFIDENCE) / 2;
    return new Interval(
        Math.max(minimum, Math.min(mean, quantile(lows, tail))),
        Math.min(maximum, Math.max(mean, quantile(highs, 100 - tail))));
  }

  private static double quantile(double[] values, double percent) {
    Percentile percentile = new Percentile().withEstimationType(EstimationType.R_7);
    return percentile.evaluate(values, percent);
  }
}
