package dev.blindspot.augment.geometry;

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

  /** The column behind the last one; a long, as a box may reach 2^31. */
  public long right() {
    return (long) x + width;
  }

  /** The row below the last one. */
  public long bottom() {
    return (long) y + height;
  }

  /**
   * A rectangle around a centre, clipped to the image. Both edges are computed before either is
   * clipped, so that what sticks out on one side takes nothing from the other.
   */
  public static Box around(
      int centreX, int centreY, int width, int height, int imageHeight, int imageWidth) {
    return clipped(
        centreX - width / 2, centreY - height / 2, width, height, imageHeight, imageWidth);
  }

  /** What lies inside the image of a rectangle that may stick out; it may be empty. */
  public static Box clipped(
      int left, int top, int width, int height, int imageHeight, int imageWidth) {
    int x = Math.max(0, Math.min(imageWidth, left));
    int y = Math.max(0, Math.min(imageHeight, top));
    int right = (int) Math.max(x, Math.min(imageWidth, (long) left + width));
    int bottom = (int) Math.max(y, Math.min(imageHeight, (long) top + height));
    return new Box(x, y, right - x, bottom - y);
  }

  /** Refuses a box that sticks out of the image. */
  public void requireWithin(int imageHeight, int imageWidth) {
    if (right() > imageWidth || bottom() > imageHeight) {
      throw Checks.refused(
          "box must lie within the image (%d x %d), was %s", imageWidth, imageHeight, this);
    }
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
