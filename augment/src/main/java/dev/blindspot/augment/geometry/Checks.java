package dev.blindspot.augment.geometry;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

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

  /**
   * The value itself.
   *
   * @throws NullPointerException if there is none
   */
  public static <T> T requirePresent(@Nullable T value, String name) {
    if (value == null) {
      throw new NullPointerException(name + " must not be null");
    }
    return value;
  }

  /**
   * An immutable copy.
   *
   * @throws NullPointerException if there is no list, or an element is null
   */
  public static <T> List<T> copyOf(@Nullable List<T> list, String name) {
    for (@Nullable T element : requirePresent(list, name)) {
      if (element == null) {
        throw new NullPointerException(name + " must not hold null, was " + list);
      }
    }
    return List.copyOf(list);
  }

  /** The same for a component of a record that users write down, which the exception names. */
  public static void requireValue(boolean holds, String component, String rule, Object... values) {
    if (!holds) {
      throw new InvalidValueException(component, String.format(Locale.ROOT, rule, values));
    }
  }

  public static void requireFraction(double value, String name) {
    requireValue(value >= 0 && value <= 1, name, "must be between 0 and 1, was %s", value);
  }

  public static void requireAtLeast(long value, long least, String name) {
    requireValue(value >= least, name, "must be >= %d, was %d", least, value);
  }

  public static void requirePositive(double value, String name) {
    requireValue(
        value > 0 && Double.isFinite(value), name, "must be > 0 and finite, was %s", value);
  }

  /** For checks of every image, with its number of channels. */
  public static void requireImage(int height, int width, int channels) {
    requireImage(height, width);
    if (channels < 1) {
      requireAtLeast(channels, 1, "channels");
    }
  }

  public static void requireImage(int height, int width) {
    if (height < 1 || width < 1) {
      requireAtLeast(height, 1, "height");
      requireAtLeast(width, 1, "width");
    }
  }
}
