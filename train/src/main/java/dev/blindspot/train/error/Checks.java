package dev.blindspot.train.error;

import dev.blindspot.augment.geometry.InvalidValueException;
import java.util.Locale;

/**
 * Checks of compact constructors. What they throw names the component, so that the reader of a
 * configuration finds its line.
 */
public final class Checks {
  private Checks() {}

  /**
   * Refuses a component's value.
   *
   * @param rule what the component must be, and was; with the placeholders of {@link String#format}
   */
  public static void require(boolean holds, String component, String rule, Object... values) {
    if (!holds) {
      throw new InvalidValueException(component, String.format(Locale.ROOT, rule, values));
    }
  }

  public static void requireFraction(double value, String component) {
    require(value >= 0 && value <= 1, component, "must be between 0 and 1, was %s", value);
  }

  public static void requireAtLeast(long value, long least, String component) {
    require(value >= least, component, "must be >= %d, was %d", least, value);
  }

  /** Refuses what would fill any memory, or never end, before the work begins. */
  public static void requireAtMost(long value, long most, String component) {
    require(value <= most, component, "must be <= %d, was %d", most, value);
  }

  public static void requirePositive(double value, String component) {
    require(value > 0 && Double.isFinite(value), component, "must be > 0, was %s", value);
  }
}
