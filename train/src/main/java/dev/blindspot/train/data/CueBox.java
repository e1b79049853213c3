package dev.blindspot.train.data;

import static java.util.Objects.requireNonNull;

/**
 * Where something of interest is known to be in a picture.
 *
 * @param name what it is: "vehicle", "watermark", "light-bar", ...
 * @param x left column in pixels, 0 is the picture's left edge
 * @param y top row in pixels, 0 is the picture's upper edge
 * @param width columns
 * @param height rows
 */
public record CueBox(String name, int x, int y, int width, int height) {
  public CueBox {
    requireNonNull(name, "name");
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "width and height must be >= 1, were %d and %d".formatted(width, height));
    }
  }
}
