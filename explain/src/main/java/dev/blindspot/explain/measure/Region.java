package dev.blindspot.explain.measure;

import dev.blindspot.explain.map.Checks;
import dev.blindspot.explain.occlusion.Window;
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

  /** The pixels that a window hides. */
  public static Region of(Window window) {
    return new Region(window.x(), window.y(), window.width(), window.height());
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

  /** Whether they overlap or lie side by side, if only at a corner. */
  public boolean touches(Region other) {
    return x <= (long) other.x + other.width
        && other.x <= (long) x + width
        && y <= (long) other.y + other.height
        && other.y <= (long) y + height;
  }

  /**
   * The smallest rectangle around both.
   *
   * @throws ArithmeticException if it is wider or higher than an {@code int} holds
   */
  public Region union(Region other) {
    int left = Math.min(x, other.x);
    int top = Math.min(y, other.y);
    long right = Math.max((long) x + width, (long) other.x + other.width);
    long bottom = Math.max((long) y + height, (long) other.y + other.height);
    return new Region(left, top, Math.toIntExact(right - left), Math.toIntExact(bottom - top));
  }

  private static long overlap(int start, int length, int otherStart, int otherLength) {
    long end = Math.min((long) start + length, (long) otherStart + otherLength);
    return Math.max(0, end - Math.max(start, otherStart));
  }
}
