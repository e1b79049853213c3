package dev.blindspot.train.evaluate.stats;

import dev.blindspot.train.error.Checks;
import org.apache.commons.math3.stat.interval.ConfidenceInterval;
import org.apache.commons.math3.stat.interval.WilsonScoreInterval;

/**
 * A 95 % confidence interval.
 *
 * @param low lower end; NaN when nothing was measured
 * @param high upper end; NaN when nothing was measured
 */
public record Interval(double low, double high) {
  /** The confidence of every interval in this package. */
  public static final double CONFIDENCE = 0.95;

  /** The interval of something that was not measured. */
  public static final Interval UNDEFINED = new Interval(Double.NaN, Double.NaN);

  public Interval {
    if (low > high) {
      throw new IllegalArgumentException(
          "low must be <= high, was %s with high %s".formatted(low, high));
    }
  }

  /**
   * Wilson's score interval of a share (Wilson 1927, "Probable inference, the law of succession,
   * and statistical inference").
   *
   * @param hits how many, 0 to {@code trials}
   * @param trials of how many; 0 gives {@link #UNDEFINED}
   */
  public static Interval wilson(int hits, int trials) {
    return wilsonOfChosen(hits, trials, 1);
  }

  /**
   * Wilson's score interval of a share that was chosen among others for being large. Chosen shares
   * are too large on average; so the intervals of all of them hold together with 95 % (Bonferroni:
   * each with 1 - 0.05 / {@code among}), and with them that of the chosen one.
   *
   * @param hits how many, 0 to {@code trials}
   * @param trials of how many; 0 gives {@link #UNDEFINED}
   * @param among number of shares that could have been chosen, at least 1
   */
  public static Interval wilsonOfChosen(int hits, int trials, int among) {
    Checks.requireAtLeast(among, 1, "among");
    if (hits < 0 || hits > trials) {
      throw new IllegalArgumentException(
          "hits must be between 0 and trials (%d), was %d".formatted(trials, hits));
    }
    if (trials == 0) {
      return UNDEFINED;
    }
    double confidence = 1 - (1 - CONFIDENCE) / among;
    ConfidenceInterval wilson = new WilsonScoreInterval().createInterval(trials, hits, confidence);
    // exact where the formula is, but its rounding is not
    double low = hits == 0 ? 0 : wilson.getLowerBound();
    double high = hits == trials ? 1 : wilson.getUpperBound();
    return new Interval(low, high);
  }

  /** Whether every value of the interval is above a number; false when undefined. */
  public boolean isAbove(double value) {
    return low > value;
  }

  /** Whether every value of the interval is below a number; false when undefined. */
  public boolean isBelow(double value) {
    return high < value;
  }

  /** The part of it that a quantity between two bounds can be in; undefined stays undefined. */
  public Interval within(double least, double most) {
    return new Interval(
        Math.min(most, Math.max(least, low)), Math.min(most, Math.max(least, high)));
  }

  /** Half of the distance between the ends. */
  public double halfWidth() {
    return (high - low) / 2;
  }
}
