package dev.blindspot.augment;

/**
 * The runs of pixels of a row that one axis of a grid hides, from left to right. The coordinate of
 * pixel x is {@code coordinate + x * slope}; it is hidden when the coordinate modulo the period is
 * at least {@code keptPx}. Made once for a picture and started anew for each row.
 */
final class Comb {
  /** Along flatter slopes the coordinate changes by less than a pixel in the largest picture. */
  private static final double FLAT = 1e-9;

  private final int periodPx;
  private final int keptPx;
  private final int width;
  private final double slope;
  private double coordinate;

  /** Number of the current hidden stripe of the axis: {@code [number * period + kept, ...)}. */
  private double number;

  private int from;
  private int end;

  Comb(int periodPx, int keptPx, int width, double slope) {
    this.periodPx = periodPx;
    this.keptPx = keptPx;
    this.width = width;
    this.slope = slope;
  }

  /** Goes to the first run of a row. */
  void start(double coordinateOfFirstPixel) {
    coordinate = coordinateOfFirstPixel;
    number = Math.floor(coordinate / periodPx);
    if (Math.abs(slope) < FLAT) {
      boolean hidden = coordinate - number * periodPx >= keptPx;
      from = hidden ? 0 : width;
      end = width;
    } else {
      locate();
      if (end <= 0) {
        next();
      }
    }
  }

  /** Goes to the next run; behind the last one, it begins at the end of the row or later. */
  void next() {
    if (Math.abs(slope) < FLAT) {
      from = width;
      return;
    }
    do {
      number += Math.signum(slope);
      locate();
    } while (end <= from && from < width);
  }

  private void locate() {
    double low = (number * periodPx + keptPx - coordinate) / slope;
    double high = ((number + 1) * periodPx - coordinate) / slope;
    if (slope > 0) { // low <= x < high
      from = pixel(Math.ceil(low));
      end = pixel(Math.ceil(high));
    } else { // high < x <= low
      from = pixel(Math.floor(high) + 1);
      end = pixel(Math.floor(low) + 1);
    }
  }

  private int pixel(double x) {
    return (int) Math.max(0, Math.min(width, x));
  }

  /** First pixel of the run. */
  int from() {
    return from;
  }

  /** First pixel behind the run. */
  int end() {
    return end;
  }
}
