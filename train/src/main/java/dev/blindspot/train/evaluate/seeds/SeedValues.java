package dev.blindspot.train.evaluate.seeds;

import dev.blindspot.train.evaluate.stats.Interval;
import dev.blindspot.train.evaluate.stats.SeedSummary;
import java.util.List;
import java.util.Objects;

/**
 * A metric of every training of an arm: one row of the arm's table of figures.
 *
 * @param values one per training, in the order of the seeds; of an optional metric only those that
 *     were measured
 * @param intervals of every training over images; undefined ends where there is none
 */
public record SeedValues(Metric<?> metric, List<Double> values, List<Interval> intervals) {
  public SeedValues {
    values = List.copyOf(values);
    intervals = List.copyOf(intervals);
  }

  static <T> SeedValues of(Metric<T> metric, List<T> trainings) {
    return new SeedValues(
        metric,
        trainings.stream().map(metric.value()).filter(Objects::nonNull).toList(),
        trainings.stream().map(metric.interval()).toList());
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
