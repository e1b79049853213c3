package dev.blindspot.explain;

/**
 * A rectangle of the picture that is hidden at once.
 *
 * @param x left edge in pixels
 * @param y upper edge in pixels
 * @param width in pixels, after clipping at the border
 * @param height in pixels, after clipping at the border
 */
public record Window(int x, int y, int width, int height) {

  /** Whether both have a pixel in common. */
  public boolean overlaps(Window other) {
    return x < other.x + other.width
        && other.x < x + width
        && y < other.y + other.height
        && other.y < y + height;
  }
}
