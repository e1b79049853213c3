package dev.blindspot.train.evaluate.seeds;

import dev.blindspot.train.evaluate.stats.Interval;
import dev.blindspot.train.evaluate.stats.SeedSummary;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A figure of something that was measured.
 *
 * @param name its key in results.json
 * @param meaning in a few words
 * @param key its name in the table of an arm and in results.csv, which {@link Key} makes a path
 * @param value of one training; NaN when it is not defined, null when it was not measured
 * @param interval 95 % interval over images of one training; undefined ends where there is none
 * @param isOptional whether it may be not measured
 */
public record Metric<T>(
    String name,
    String meaning,
    Unit unit,
    Better better,
    String key,
    Target target,
    Function<T, @Nullable Double> value,
    Function<T, Interval> interval,
    boolean isOptional)
    implements MetricGroup.Field<T> {

  /** What the number counts. */
  public enum Unit {
    /** A fraction of 1, shown in percent. */
    SHARE,
    /** A difference of shares, shown in percentage points. */
    POINTS,
    /** A score, shown with three decimals. */
    SCORE,
    /** A ratio, shown with two decimals. */
    RATIO,
    SECONDS,
    COUNT
  }

  /** Which way is better. */
  public enum Better {
    HIGHER,
    LOWER,
    NEITHER
  }

  /** Where it is written to, beside the page. */
  public enum Target {
    JSON_AND_CSV,
    JSON,
    CSV
  }

  Metric<T> key(String newKey) {
    return new Metric<>(
        name, meaning, unit, better, newKey, target, value, interval, isOptional);
  }

  Metric<T> in(Target newTarget) {
    return new Metric<>(
        name, meaning, unit, better, key, newTarget, value, interval, isOptional);
  }

  @Override
  public boolean isInJson() {
    return target != Target.CSV;
  }

  /** Whether results.csv has it. */
  public boolean isInCsv() {
    return target != Target.JSON;
  }

  @Override
  public @Nullable SeedSummary summary(List<T> trainings) {
    SeedValues values = SeedValues.of(this, trainings);
    return values.values().isEmpty() ? null : values.summary();
  }

  @Override
  public void addTo(Map<String, SeedValues> table, Key path, List<T> trainings) {
    SeedValues values = SeedValues.of(this, trainings);
    if (!values.values().isEmpty()) {
      table.put(path.of(key), values);
    }
  }
}
