package dev.blindspot.augment;

import java.util.Locale;

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

  @Override
  public void paint(Canvas canvas, Rgb datasetMean) {
    double cosine = Math.cos(Math.toRadians(angleDegrees));
    double sine = Math.sin(Math.toRadians(angleDegrees));
    double left = 0.5 - canvas.width() / 2.0;
    double top = 0.5 - canvas.height() / 2.0;
    Comb first = new Comb(periodPx, keptPx, canvas.width(), cosine);
    Comb second = new Comb(periodPx, keptPx, canvas.width(), -sine);
    for (int y = 0; y < canvas.height(); y++) {
      first.start(offsetX + left * cosine + (top + y) * sine);
      second.start(offsetY - left * sine + (top + y) * cosine);
      paintRow(canvas, y, first, second, datasetMean);
    }
  }

  /** Paints the runs of pixels that are hidden along both axes. */
  private void paintRow(Canvas canvas, int y, Comb first, Comb second, Rgb datasetMean) {
    while (first.from() < canvas.width() && second.from() < canvas.width()) {
      int from = Math.max(first.from(), second.from());
      int end = Math.min(first.end(), second.end());
      if (from < end) {
        fill.paintRow(canvas, from, y, end - from, noiseSeed, datasetMean);
      }
      if (first.end() < second.end()) {
        first.next();
      } else {
        second.next();
      }
    }
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "grid of %d px, %d px kept, offset (%d, %d), turned %.1f degrees, %s, seed %x",
        periodPx,
        keptPx,
        offsetX,
        offsetY,
        angleDegrees,
        fill,
        noiseSeed);
  }
}
