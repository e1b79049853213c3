package dev.blindspot.augment;

/**
 * Moves the content; what becomes free repeats the nearest pixel of the picture's edge.
 *
 * @param dx pixels to the right (negative: to the left)
 * @param dy pixels down (negative: up)
 */
public record Translation(int dx, int dy) implements Edit {
  @Override
  public String toString() {
    return String.format("shift by (%+d,%+d)", dx, dy);
  }
}
