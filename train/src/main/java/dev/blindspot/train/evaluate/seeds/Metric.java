package dev.blindspot.train.evaluate.seeds;

import dev.blindspot.train.evaluate.stats.Interval;
import dev.blindspot.train.evaluate.stats.SeedSummary;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A figure of something that was measured.
 *
 * @param value of one training; NaN when it is not defined, null when it was not measured
 * @param interval its 95 % interval over images; null where there is none
 * @param meaning in a few words
 * @param key its name in the table of an arm and in results.csv, which {@link Key} makes a path
 */
public record Metric(
    Component value,
    @Nullable Component interval,
    String meaning,
    Unit unit,
    Better better,
    String key,
    Target target)
    implements MetricGroup.Field {

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

  /** By the name of its component; {@code xInterval} is the interval of {@code x}. */
  static Metric of(Class<?> type, String component, String meaning, Unit unit, Better better) {
    Component value = Component.of(type, component);
    Component interval = Component.find(type, component + "Interval").orElse(null);
    return new Metric(value, interval, meaning, unit, better, value.name(), Target.JSON_AND_CSV);
  }

  Metric called(String newKey) {
    return new Metric(value, interval, meaning, unit, better, newKey, target);
  }

  Metric in(Target newTarget) {
    return new Metric(value, interval, meaning, unit, better, key, newTarget);
  }

  @Override
  public Component component() {
    return value;
  }

  @Override
  public boolean isInJson() {
    return target != Target.CSV;
  }

  /** Whether results.csv has it. */
  public boolean isInCsv() {
    return target != Target.JSON;
  }

  Interval intervalOf(Object training) {
    return interval != null && interval.read(training) instanceof Interval of
        ? of
        : Interval.UNDEFINED;
  }

  @Override
  public @Nullable SeedSummary summary(List<?> trainings) {
    SeedValues values = SeedValues.of(this, trainings);
    return values.values().isEmpty() ? null : values.summary();
  }

  @Override
  public void addTo(Map<String, SeedValues> table, Key path, List<?> trainings) {
    SeedValues values = SeedValues.of(this, trainings);
    if (!values.values().isEmpty()) {
      table.put(path.of(key), values);
    }
  }
}
