package dev.blindspot.explain.measure;

import dev.blindspot.explain.map.Checks;
import java.io.Serializable;

/**
 * A rectangle on a map or image, in its pixels. It may reach beyond the border; only the part
 * inside counts.
 *
 * @param x left edge
 * @param y upper edge
 * @param width in pixels
 * @param height in pixels
 */
public record Region(int x, int y, int width, int height) implements Serializable {

  public Region {
    Checks.require(width >= 1, "width must be >= 1, was %d", width);
    Checks.require(height >= 1, "height must be >= 1, was %d", height);
  }

  /** Pixels of the whole rectangle. */
  public long area() {
    return (long) width * height;
  }

  /** Whether the pixel in row {@code py}, column {@code px} belongs to it. */
  public boolean contains(int py, int px) {
    return px >= x && px < (long) x + width && py >= y && py < (long) y + height;
  }

  /** Intersection over union, 0 (apart) to 1 (the same). */
  public double iou(Region other) {
    long across = overlap(x, width, other.x, other.width);
    long down = overlap(y, height, other.y, other.height);
    long common = across * down;
    return (double) common / (area() + other.area() - common);
  }

  private static long overlap(int start, int length, int otherStart, int otherLength) {
    long end = Math.min((long) start + length, (long) otherStart + otherLength);
    return Math.max(0, end - Math.max(start, otherStart));
  }
}
