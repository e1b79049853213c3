package dev.blindspot.datasets.annotation;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * Where something of interest is known to be in an image.
 *
 * @param name what it is: "vehicle", "watermark", "light-bar", ...
 * @param kind whether it belongs to what the image shows
 * @param x left column in pixels, 0 is the image's left edge
 * @param y top row in pixels, 0 is the image's upper edge
 * @param width columns
 * @param height rows
 */
public record CueBox(String name, Kind kind, int x, int y, int width, int height)
    implements Serializable {
  /** What a box says about the image's class. */
  public enum Kind {
    /** The object or a part of it. */
    OBJECT,
    /**
     * No part of the object, though it may go along with a class: a sound classifier ignores it.
     */
    SHORTCUT
  }

  public CueBox {
    requireNonNull(name, "name");
    requireNonNull(kind, "kind");
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "width and height must be >= 1, were %d and %d".formatted(width, height));
    }
  }

  /** The object or a part of it. */
  public static CueBox object(String name, int x, int y, int width, int height) {
    return new CueBox(name, Kind.OBJECT, x, y, width, height);
  }

  /** Content that a sound classifier ignores. */
  public static CueBox shortcut(String name, int x, int y, int width, int height) {
    return new CueBox(name, Kind.SHORTCUT, x, y, width, height);
  }

  /** Whether it is not part of the object. */
  public boolean outsideObject() {
    return kind == Kind.SHORTCUT;
  }
}
