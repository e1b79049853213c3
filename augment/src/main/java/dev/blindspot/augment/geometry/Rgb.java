package dev.blindspot.augment.geometry;

import java.io.Serializable;

/** A colour; every channel in 0..255, fractions allowed (a dataset mean). */
public record Rgb(double red, double green, double blue) implements Serializable {
  public Rgb {
    requireByte(red, "red");
    requireByte(green, "green");
    requireByte(blue, "blue");
  }

  private static void requireByte(double value, String name) {
    if (!(value >= 0 && value <= 255)) {
      throw Checks.refused("%s must be between 0 and 255, was %s", name, value);
    }
  }
}
