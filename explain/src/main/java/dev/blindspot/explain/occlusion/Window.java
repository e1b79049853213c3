package dev.blindspot.explain.occlusion;

/**
 * A rectangle of the image that is hidden at once.
 *
 * @param x left edge in pixels
 * @param y upper edge in pixels
 * @param width in pixels, after clipping at the border
 * @param height in pixels, after clipping at the border
 */
public record Window(int x, int y, int width, int height) {

  /** Whether it has a pixel, and none outside of an image of this size. */
  public boolean isInside(int imageHeight, int imageWidth) {
    return x >= 0
        && y >= 0
        && width >= 1
        && height >= 1
        && (long) x + width <= imageWidth
        && (long) y + height <= imageHeight;
  }

  /** Whether both have a pixel in common. */
  public boolean overlaps(Window other) {
    return x < (long) other.x + other.width
        && other.x < (long) x + width
        && y < (long) other.y + other.height
        && other.y < (long) y + height;
  }
}
