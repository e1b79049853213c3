package dev.blindspot.augment;

/**
 * Hides the squares of a rotated grid. With {@code (u, v)} the coordinates of a pixel's centre
 * relative to the picture's centre, turned by the angle, a pixel is hidden when both {@code (u +
 * offsetX) mod periodPx >= keptPx} and {@code (v + offsetY) mod periodPx >= keptPx}.
 *
 * @param periodPx period of the grid
 * @param keptPx width of the stripes between the squares
 * @param offsetX shift of the grid along its first axis, pixels
 * @param offsetY shift of the grid along its second axis, pixels
 * @param angleDegrees rotation about the picture's centre
 * @param fill what is painted into the squares
 * @param noiseSeed the seed of a random fill
 */
public record RotatedGrid(
    int periodPx,
    int keptPx,
    int offsetX,
    int offsetY,
    double angleDegrees,
    Fill fill,
    long noiseSeed)
    implements Edit {
  public RotatedGrid {
    Checks.requireAtLeast(periodPx, 2, "periodPx");
    Checks.require(
        keptPx >= 1 && keptPx < periodPx,
        "keptPx must be between 1 and periodPx - 1 (%d), was %d",
        periodPx - 1,
        keptPx);
    Checks.require(
        Double.isFinite(angleDegrees), "angleDegrees must be finite, was %s", angleDegrees);
    GridMask.requireGridFill(fill);
  }
}
