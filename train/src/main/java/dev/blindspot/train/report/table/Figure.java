package dev.blindspot.train.report.table;

import dev.blindspot.train.evaluate.stats.Interval;
import dev.blindspot.train.evaluate.stats.SeedSummary;

/**
 * A number of an arm with what is known about its certainty, as text.
 *
 * @param value the number; the mean where there are several trainings
 * @param text the number as it is shown
 * @param detail its 95 % interval over images for one training, its standard deviation over seeds
 *     for several; empty when neither is known
 */
public record Figure(double value, String text, String detail) {

  /** A share; the interval is that of a single training. */
  static Figure share(SeedSummary spread, Interval interval) {
    String detail = Double.isNaN(interval.low()) ? "" : Numbers.range(interval, "%");
    return new Figure(
        spread.mean(),
        Numbers.percent(spread.mean()),
        spread.seeds() == 1 ? detail : deviation(100 * spread.standardDeviation(), 1));
  }

  /** A share without an interval. */
  static Figure share(SeedSummary spread) {
    return share(spread, Interval.UNDEFINED);
  }

  /** A difference of shares in percentage points, with its sign. */
  static Figure points(SeedSummary spread) {
    return new Figure(
        spread.mean(),
        Numbers.points(spread.mean()),
        spread.seeds() == 1 ? "" : deviation(100 * spread.standardDeviation(), 1));
  }

  /** A number with three decimals. */
  static Figure number(SeedSummary spread) {
    return number(spread, 3);
  }

  /** A number with a fixed count of decimals. */
  static Figure number(SeedSummary spread, int decimals) {
    return new Figure(
        spread.mean(),
        Numbers.fixed(spread.mean(), decimals),
        spread.seeds() == 1 ? "" : deviation(spread.standardDeviation(), decimals));
  }

  /** A duration in seconds. */
  static Figure duration(SeedSummary spread) {
    return new Figure(
        spread.mean(),
        Numbers.duration(spread.mean()),
        spread.seeds() == 1 ? "" : "\u00b1 " + Numbers.duration(spread.standardDeviation()));
  }

  /** A text without certainty. */
  static Figure text(String text, String detail) {
    return new Figure(Double.NaN, text, detail);
  }

  /** The number and its detail in one line. */
  String line() {
    return detail.isEmpty() ? text : text + " " + detail;
  }

  private static String deviation(double value, int decimals) {
    return Double.isNaN(value) ? "" : "\u00b1 " + Numbers.fixed(value, decimals);
  }
}
