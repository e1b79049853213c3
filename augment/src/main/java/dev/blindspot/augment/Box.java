package dev.blindspot.augment;

import java.io.Serializable;

/**
 * A rectangle of pixels: columns {@code x} to {@code x + width - 1}, rows {@code y} to {@code y +
 * height - 1}. It may be empty.
 */
public record Box(int x, int y, int width, int height) implements Serializable {
  public Box {
    Checks.requireAtLeast(x, 0, "x");
    Checks.requireAtLeast(y, 0, "y");
    Checks.requireAtLeast(width, 0, "width");
    Checks.requireAtLeast(height, 0, "height");
  }

  /**
   * A rectangle around a centre, clipped to the image. Both edges are computed before either is
   * clipped, so that what sticks out on one side takes nothing from the other.
   */
  static Box around(
      int centreX, int centreY, int width, int height, int imageHeight, int imageWidth) {
    int left = centreX - width / 2;
    int top = centreY - height / 2;
    int x = Math.max(0, left);
    int y = Math.max(0, top);
    return new Box(
        x, y, Math.min(imageWidth, left + width) - x, Math.min(imageHeight, top + height) - y);
  }

  /** Number of pixels. */
  public long area() {
    return (long) width * height;
  }

  /** Whether the pixel lies inside. */
  public boolean contains(int column, int row) {
    return column >= x && column - x < width && row >= y && row - y < height;
  }

  @Override
  public String toString() {
    return width + " x " + height + " px at (" + x + ", " + y + ")";
  }
}
