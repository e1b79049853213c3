package dev.blindspot.train.report.table;

import dev.blindspot.train.evaluate.stats.Interval;
import java.io.IOException;

/** Takes rows of {@code results.csv}. */
@FunctionalInterface
interface CsvRows {
  /** A number under its path such as {@code test.accuracy}, with its interval or none. */
  void add(String metric, double value, Interval interval) throws IOException;

  /** A number without an interval. */
  default void add(String metric, double value) throws IOException {
    add(metric, value, Interval.UNDEFINED);
  }
}
