package dev.blindspot.augment.geometry;

import java.io.Serializable;

/** A colour; every channel in 0..255, fractions allowed (a dataset mean). */
public record Rgb(double red, double green, double blue) implements Serializable {
  public Rgb {
    requireByte(red, "red");
    requireByte(green, "green");
    requireByte(blue, "blue");
  }

  /** The grey that the colour becomes: 0.299 red + 0.587 green + 0.114 blue (ITU-R BT.601). */
  public double luminance() {
    return Math.min(255, 0.299 * red + 0.587 * green + 0.114 * blue);
  }

  /** The grey of the same luminance. */
  public Rgb grey() {
    return new Rgb(luminance(), luminance(), luminance());
  }

  private static void requireByte(double value, String name) {
    if (!(value >= 0 && value <= 255)) {
      throw new InvalidValueException(name, "must be between 0 and 255, was " + value);
    }
  }
}
