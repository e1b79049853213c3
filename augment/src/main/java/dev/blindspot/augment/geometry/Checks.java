package dev.blindspot.augment.geometry;

import java.util.Locale;

/** Checks of caller's values. Messages start with the component's name. */
public final class Checks {
  private Checks() {}

  public static void require(boolean holds, String rule, Object... values) {
    if (!holds) {
      throw refused(rule, values);
    }
  }

  /** For checks of every image: values are boxed only when they are refused. */
  public static IllegalArgumentException refused(String rule, Object... values) {
    return new IllegalArgumentException(String.format(Locale.ROOT, rule, values));
  }

  public static void requireFraction(double value, String name) {
    require(value >= 0 && value <= 1, "%s must be between 0 and 1, was %s", name, value);
  }

  public static void requireAtLeast(long value, long least, String name) {
    require(value >= least, "%s must be >= %d, was %d", name, least, value);
  }

  public static void requirePositive(double value, String name) {
    require(value > 0 && Double.isFinite(value), "%s must be > 0 and finite, was %s", name, value);
  }

  public static void requireImage(int height, int width) {
    if (height < 1 || width < 1) {
      requireAtLeast(height, 1, "height");
      requireAtLeast(width, 1, "width");
    }
  }
}
