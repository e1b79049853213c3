package dev.blindspot.augment.geometry;

import java.io.Serializable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A length in pixels or in percent of the image's shorter side; written {@code 56px} or {@code
 * 25%}.
 */
public record PixelLength(double value, Unit unit) implements Serializable {
  private static final Pattern TEXT = Pattern.compile("\\s*(\\d+(?:\\.\\d+)?)\\s*(px|%)\\s*");

  /** What a length is measured in. */
  public enum Unit {
    /** Whole pixels. */
    PIXELS("px"),
    /** Percent of the image's shorter side. */
    PERCENT("%");

    private final String suffix;

    Unit(String suffix) {
      this.suffix = suffix;
    }
  }

  public PixelLength {
    Checks.requirePresent(unit, "unit");
    if (unit == Unit.PIXELS) {
      Checks.requireValue(
          value >= 1 && value <= Integer.MAX_VALUE && value == Math.rint(value),
          "value",
          "must be an integer number of pixels >= 1, was %s",
          value);
    } else {
      Checks.requireValue(
          value > 0 && value <= 100, "value", "must be in (0, 100] percent, was %s", value);
    }
  }

  /** A length in pixels. */
  public static PixelLength ofPixels(int pixels) {
    return new PixelLength(pixels, Unit.PIXELS);
  }

  /** A length in percent of the image's shorter side. */
  public static PixelLength ofPercent(double percent) {
    return new PixelLength(percent, Unit.PERCENT);
  }

  /**
   * Reads {@code 56px} or {@code 25%}.
   *
   * @throws IllegalArgumentException if the text is neither, or the value is out of its range
   */
  public static PixelLength parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    Checks.require(matcher.matches(), "length must look like 56px or 25%%, was '%s'", text);
    Unit unit = "px".equals(matcher.group(2)) ? Unit.PIXELS : Unit.PERCENT;
    return new PixelLength(Double.parseDouble(matcher.group(1)), unit);
  }

  /** The length in pixels of an image of this shape, at least 1. */
  public int pixels(int height, int width) {
    if (unit == Unit.PIXELS) {
      return (int) value;
    }
    return (int) Math.max(1, Math.round(value / 100 * Math.min(height, width)));
  }

  @Override
  public String toString() {
    String number =
        value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    return number + unit.suffix;
  }
}
