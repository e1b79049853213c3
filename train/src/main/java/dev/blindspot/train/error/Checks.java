package dev.blindspot.train.error;

import java.util.Locale;

/**
 * Checks of compact constructors. Messages start with the component's name, so that an error finds
 * its line.
 */
public final class Checks {
  private Checks() {}

  public static void require(boolean holds, String rule, Object... values) {
    if (!holds) {
      throw new IllegalArgumentException(String.format(Locale.ROOT, rule, values));
    }
  }

  public static void requireFraction(double value, String name) {
    require(value >= 0 && value <= 1, "%s must be between 0 and 1, was %s", name, value);
  }

  public static void requireAtLeast(long value, long least, String name) {
    require(value >= least, "%s must be >= %d, was %d", name, least, value);
  }

  public static void requirePositive(double value, String name) {
    require(value > 0 && Double.isFinite(value), "%s must be > 0, was %s", name, value);
  }
}
