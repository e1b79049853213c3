package dev.blindspot.train.config;

import dev.blindspot.train.config.binding.NumberShape;
import dev.blindspot.train.config.yaml.YamlValue;
import dev.blindspot.train.error.Checks;
import java.util.List;

/** The values that an ablation tries for one setting of a run. */
public sealed interface SpaceConfig {

  /** The values to try first when the space is checked: its ends, or all of them. */
  List<String> examples();

  /** Any number between two, all equally likely: {@code {uniform: [0.1, 0.9]}}. */
  record Uniform(double min, double max) implements SpaceConfig {
    public Uniform {
      Checks.require(min < max, "max", "must be above min (%s), was %s", min, max);
    }

    @Override
    public List<String> examples() {
      return List.of(number(min), number(max));
    }
  }

  /** A number between two whose logarithm is uniform: {@code {log-uniform: [0.0001, 0.1]}}. */
  record LogUniform(double min, double max) implements SpaceConfig {
    public LogUniform {
      Checks.require(min > 0, "min", "must be > 0, was %s", min);
      Checks.require(min < max, "max", "must be above min (%s), was %s", min, max);
    }

    @Override
    public List<String> examples() {
      return List.of(number(min), number(max));
    }
  }

  /** An integer, both ends included: {@code {integer: [1, 4]}}. */
  @SuppressWarnings("JavaLangClash") // the word of the option in YAML is the record's name
  record Integer(int min, int max) implements SpaceConfig {
    public Integer {
      Checks.require(min < max, "max", "must be above min (%s), was %s", min, max);
    }

    @Override
    public List<String> examples() {
      return List.of("" + min, "" + max);
    }
  }

  /** One of some values without an order: {@code {choice: [null, {}]}}. */
  record Choice(List<YamlValue> values) implements SpaceConfig {
    public Choice {
      requireTwo(values);
      values = List.copyOf(values);
    }

    @Override
    public List<String> examples() {
      return texts(values);
    }
  }

  /** One of some values in order: {@code {grid: [0.1, 0.25, 0.5]}}. */
  record Grid(List<YamlValue> values) implements SpaceConfig {
    public Grid {
      requireTwo(values);
      values = List.copyOf(values);
    }

    @Override
    public List<String> examples() {
      return texts(values);
    }
  }

  private static void requireTwo(List<YamlValue> values) {
    Checks.require(
        values.stream().distinct().count() == values.size() && values.size() >= 2,
        "values",
        "must be two or more different ones, were %s",
        values);
  }

  private static List<String> texts(List<YamlValue> values) {
    return values.stream().map(YamlValue::text).toList();
  }

  /** A number as YAML, at most four significant digits. */
  static String number(double value) {
    return YamlValue.text(
        NumberShape.DOUBLE.write(
            new java.math.BigDecimal(value).round(new java.math.MathContext(4)).doubleValue(),
            path -> path));
  }
}
