package dev.blindspot.train.report;

import dev.blindspot.train.evaluate.Interval;
import dev.blindspot.train.evaluate.Spread;

/**
 * A number of an arm with what is known about its certainty, as text.
 *
 * @param value the number; the mean where there are several trainings
 * @param text the number as it is shown
 * @param detail its 95 % interval over pictures for one training, its standard deviation over seeds
 *     for several; empty when neither is known
 */
public record Figure(double value, String text, String detail) {

  /** A share. */
  static Figure share(Spread spread, Interval interval) {
    String detail = Double.isNaN(interval.low()) ? "" : Numbers.range(interval, "%");
    return new Figure(
        spread.mean(),
        Numbers.percent(spread.mean()),
        spread.seeds() == 1
            ? detail
            : "\u00b1 " + Numbers.fixed(100 * spread.standardDeviation(), 1));
  }

  /** A share of one training. */
  static Figure share(double value, Interval interval) {
    return share(new Spread(1, value, Double.NaN, value, value), interval);
  }

  /** A number with three decimals. */
  static Figure number(Spread spread) {
    return new Figure(
        spread.mean(),
        Numbers.fixed(spread.mean(), 3),
        spread.seeds() == 1 ? "" : "\u00b1 " + Numbers.fixed(spread.standardDeviation(), 3));
  }

  /** A number with three decimals of one training. */
  static Figure number(double value) {
    return number(new Spread(1, value, Double.NaN, value, value));
  }

  /** A text without certainty. */
  static Figure text(String text, String detail) {
    return new Figure(Double.NaN, text, detail);
  }
}
