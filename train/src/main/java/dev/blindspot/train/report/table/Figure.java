package dev.blindspot.train.report.table;

import dev.blindspot.train.evaluate.seeds.Metric.Unit;
import dev.blindspot.train.evaluate.seeds.SeedValues;
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

  static Figure of(SeedValues values) {
    SeedSummary over = values.summary();
    Unit unit = values.metric().unit();
    return new Figure(
        over.mean(),
        text(over.mean(), unit),
        over.seeds() == 1 ? interval(values) : deviation(over.standardDeviation(), unit));
  }

  /** A text without certainty. */
  static Figure text(String text, String detail) {
    return new Figure(Double.NaN, text, detail);
  }

  /** The number and its detail in one line. */
  String line() {
    return detail.isEmpty() ? text : text + " " + detail;
  }

  private static String text(double value, Unit unit) {
    return switch (unit) {
      case SHARE -> Numbers.percent(value);
      case POINTS -> Numbers.points(value);
      case SCORE -> Numbers.fixed(value, 3);
      case RATIO -> Numbers.fixed(value, 2);
      case SECONDS -> Numbers.duration(value);
      case COUNT -> Numbers.count(Math.round(value));
    };
  }

  private static String interval(SeedValues values) {
    return Double.isNaN(values.interval().low()) ? "" : Numbers.range(values.interval(), "%");
  }

  private static String deviation(double value, Unit unit) {
    String text =
        switch (unit) {
          case SHARE, POINTS -> Numbers.fixed(100 * value, 1);
          default -> text(value, unit);
        };
    return Double.isNaN(value) ? "" : "\u00b1 " + text;
  }
}
