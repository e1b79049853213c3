package dev.blindspot.train.evaluate.seeds;

import dev.blindspot.train.evaluate.stats.Interval;
import dev.blindspot.train.evaluate.stats.SeedSummary;
import java.util.ArrayList;
import java.util.List;

/**
 * A metric of every training of an arm: one row of the arm's table of figures.
 *
 * @param values one per training that was measured, in the order of the seeds
 * @param intervals of the same trainings over images; undefined ends where there is none
 */
public record SeedValues(Metric metric, List<Double> values, List<Interval> intervals) {
  public SeedValues {
    values = List.copyOf(values);
    intervals = List.copyOf(intervals);
  }

  static SeedValues of(Metric metric, List<?> trainings) {
    List<Double> values = new ArrayList<>();
    List<Interval> intervals = new ArrayList<>();
    for (Object training : trainings) {
      if (metric.value().read(training) instanceof Number value) {
        values.add(value.doubleValue());
        intervals.add(metric.intervalOf(training));
      }
    }
    return new SeedValues(metric, values, intervals);
  }

  /** The same with other intervals. */
  public SeedValues with(List<Interval> newIntervals) {
    return new SeedValues(metric, values, newIntervals);
  }

  /** Mean and standard deviation over the trainings. */
  public SeedSummary summary() {
    return SeedSummary.of(values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** The interval of the mean: that of the only training; undefined for several. */
  public Interval interval() {
    return intervals.size() == 1 ? intervals.get(0) : Interval.UNDEFINED;
  }
}
