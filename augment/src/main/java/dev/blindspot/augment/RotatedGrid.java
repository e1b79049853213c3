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

  @Override
  public void paint(Canvas canvas, Rgb datasetMean) {
    double cosine = Math.cos(Math.toRadians(angleDegrees));
    double sine = Math.sin(Math.toRadians(angleDegrees));
    double left = 0.5 - canvas.width() / 2.0;
    double top = 0.5 - canvas.height() / 2.0;
    for (int y = 0; y < canvas.height(); y++) {
      double u = offsetX + left * cosine + (top + y) * sine;
      double v = offsetY - left * sine + (top + y) * cosine;
      paintRow(canvas, y, new Comb(u, cosine), new Comb(v, -sine), datasetMean);
    }
  }

  /** Paints the runs of pixels that are hidden along both axes. */
  private void paintRow(Canvas canvas, int y, Comb first, Comb second, Rgb datasetMean) {
    int width = canvas.width();
    for (int x = 0; x < width; ) {
      int end = Math.min(first.runEnd(x, width), second.runEnd(x, width));
      if (first.hides(x) && second.hides(x)) {
        fill.paint(canvas, new Box(x, y, end - x, 1), noiseSeed, datasetMean);
      }
      x = end;
    }
  }

  /** One axis of the grid along a row of pixels: its coordinate is {@code start + x * slope}. */
  private final class Comb {
    private final double start;
    private final double slope;

    Comb(double start, double slope) {
      this.start = start;
      this.slope = slope;
    }

    boolean hides(int x) {
      return phase(x) >= keptPx;
    }

    private double phase(int x) {
      double coordinate = start + x * slope;
      return coordinate - periodPx * Math.floor(coordinate / periodPx);
    }

    /** The first pixel after x that differs from it, at most {@code width}. */
    int runEnd(int x, int width) {
      boolean hidden = hides(x);
      int end = guess(x, hidden, width);
      while (end > x + 1 && hides(end - 1) != hidden) {
        end--;
      }
      while (end < width && hides(end) == hidden) {
        end++;
      }
      return end;
    }

    /** Where the run ends but for rounding. */
    private int guess(int x, boolean hidden, int width) {
      double ahead = slope > 0 ? (hidden ? periodPx : keptPx) : (hidden ? keptPx : 0);
      double pixels = (ahead - phase(x)) / slope;
      return pixels < width - x ? Math.max(x + 1, (int) Math.ceil(x + pixels)) : width;
    }
  }

  @Override
  public String toString() {
    return String.format(
        "grid of %d px, %d px kept, offset (%d, %d), turned %.1f degrees, %s, seed %x",
        periodPx, keptPx, offsetX, offsetY, angleDegrees, fill, noiseSeed);
  }
}
