package dev.blindspot.augment.edit;

import dev.blindspot.augment.canvas.Canvas;
import dev.blindspot.augment.geometry.Checks;
import dev.blindspot.augment.geometry.Rgb;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Hides the squares of a rotated grid. With {@code (u, v)} the coordinates of a pixel's centre
 * relative to the image's centre, turned by the angle, a pixel is hidden when both {@code (u +
 * offsetX) mod periodPx >= keptPx} and {@code (v + offsetY) mod periodPx >= keptPx}.
 *
 * @param periodPx period of the grid
 * @param keptPx width of the stripes between the squares
 * @param offsetX shift of the grid along its first axis, pixels
 * @param offsetY shift of the grid along its second axis, pixels
 * @param angleDegrees rotation about the image's centre
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
    requireGridFill(fill);
  }

  /** A grid covers the whole image, so that there is no other place to copy from. */
  public static void requireGridFill(Fill fill) {
    Checks.requirePresent(fill, "fill");
    Checks.require(
        !(fill instanceof Fill.ImagePatch),
        "fill must not be an image patch: a grid has no other place in the image");
  }

  @Override
  public void paint(Canvas canvas, @Nullable Rgb datasetMean) {
    double cosine = snap(Math.cos(Math.toRadians(angleDegrees)));
    double sine = snap(Math.sin(Math.toRadians(angleDegrees)));
    double halfWidth = canvas.width() / 2.0;
    double halfHeight = canvas.height() / 2.0;
    double reachU = halfWidth * Math.abs(cosine) + halfHeight * Math.abs(sine);
    double reachV = halfWidth * Math.abs(sine) + halfHeight * Math.abs(cosine);
    for (double u = firstEdge(offsetX, reachU); u < reachU; u += periodPx) {
      for (double v = firstEdge(offsetY, reachV); v < reachV; v += periodPx) {
        if (cosine == 0 || sine == 0) {
          paintUpright(canvas, u, v, cosine, sine, datasetMean);
        } else {
          paintTurned(canvas, u, v, cosine, sine, datasetMean);
        }
      }
    }
  }

  /**
   * Makes quarter turns of what is one within 0.005 degrees, which moves no edge by half a pixel in
   * an image of 10 000 x 10 000.
   */
  private static double snap(double value) {
    return Math.abs(value) < 9e-5 ? 0 : value;
  }

  /** Where along an axis, from the image's centre, the first square begins that may be seen. */
  private double firstEdge(int offset, double reach) {
    double number = Math.floor((offset - reach) / periodPx);
    return number * periodPx + keptPx - offset;
  }

  /** A square of a grid that is turned by a multiple of 90 degrees is a box. */
  private void paintUpright(
      Canvas canvas, double u, double v, double cosine, double sine, @Nullable Rgb datasetMean) {
    boolean swapped = cosine == 0;
    int left = first(swapped ? v : u, swapped ? -sine : cosine, canvas.width());
    int top = first(swapped ? u : v, swapped ? sine : cosine, canvas.height());
    int side = periodPx - keptPx;
    int x = Math.max(0, left);
    int y = Math.max(0, top);
    int width = (int) Math.min(canvas.width(), (long) left + side) - x;
    int height = (int) Math.min(canvas.height(), (long) top + side) - y;
    if (width > 0 && height > 0) {
      fill.paint(canvas, x, y, width, height, noiseSeed, datasetMean);
    }
  }

  /**
   * The first of the pixels whose coordinate from the centre, times the direction, is at least the
   * edge and less than the other edge.
   */
  private int first(double edge, double direction, int length) {
    double centre = length / 2.0 - 0.5;
    return (int)
        (direction > 0
            ? Math.ceil(edge + centre)
            : Math.floor(centre - edge) - (periodPx - keptPx) + 1);
  }

  /**
   * Paints a square row by row. In the row at the height {@code down}, with the centre at 0, the
   * square is where {@code u <= x * cosine + down * sine < u + side} and {@code v <= down * cosine
   * - x * sine < v + side}: two intervals of x that move with the row.
   */
  private void paintTurned(
      Canvas canvas, double u, double v, double cosine, double sine, @Nullable Rgb datasetMean) {
    int side = periodPx - keptPx;
    double centreX = canvas.width() / 2.0 - 0.5;
    double centreY = canvas.height() / 2.0 - 0.5;
    double top = u * sine + v * cosine + side * (Math.min(sine, 0) + Math.min(cosine, 0));
    double bottom = top + side * (Math.abs(sine) + Math.abs(cosine));
    int firstRow = (int) Math.max(0, Math.ceil(top + centreY));
    int lastRow = (int) Math.min(canvas.height() - 1, Math.floor(bottom + centreY));
    double down = firstRow - centreY;
    long startU = fixed(((cosine > 0 ? u : u + side) - down * sine) / cosine + centreX);
    long startV = fixed(((sine > 0 ? -v - side : -v) + down * cosine) / sine + centreX);
    long stopU = startU + fixed(side / Math.abs(cosine));
    long stopV = startV + fixed(side / Math.abs(sine));
    long stepU = fixed(-sine / cosine);
    long stepV = fixed(cosine / sine);
    int width = canvas.width();
    for (int y = firstRow; y <= lastRow; y++) {
      int from = column(Math.max(startU, startV), width);
      int end = column(Math.min(stopU, stopV), width);
      if (from < end) {
        fill.paint(canvas, from, y, end - from, 1, noiseSeed, datasetMean);
      }
      startU += stepU;
      stopU += stepU;
      startV += stepV;
      stopV += stepV;
    }
  }

  /** A place in units of 2^-28 pixels: stepping from row to row takes no conversions. */
  private static long fixed(double pixels) {
    return (long) (pixels * (1 << 28));
  }

  /** The first column at or behind a place. */
  private static int column(long fixed, int width) {
    return (int) Math.max(0, Math.min(width, (fixed + (1 << 28) - 1) >> 28));
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
