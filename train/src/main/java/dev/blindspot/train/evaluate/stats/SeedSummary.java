package dev.blindspot.train.evaluate.stats;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How a figure varies between trainings of one arm that differ in their seed alone.
 *
 * @param seeds number of trainings
 * @param mean over the seeds
 * @param standardDeviation of the seeds, with n - 1; NaN for one seed
 * @param min the lowest
 * @param max the highest
 */
public record SeedSummary(
    int seeds, double mean, double standardDeviation, double min, double max) {
  /** The spread of a figure of every training; at least one. */
  public static <T> SeedSummary over(List<T> trainings, ToDoubleFunction<T> figure) {
    return of(trainings.stream().mapToDouble(figure).toArray());
  }

  /** The spread of one value per seed; at least one. Undefined (NaN) if one of them is. */
  public static SeedSummary of(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("values must be at least one, were none");
    }
    double mean = Arrays.stream(values).average().orElseThrow();
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    double deviation = values.length == 1 ? Double.NaN : Math.sqrt(squares / (values.length - 1));
    return new SeedSummary(
        values.length,
        mean,
        deviation,
        Arrays.stream(values).min().orElseThrow(),
        Arrays.stream(values).max().orElseThrow());
  }
}
