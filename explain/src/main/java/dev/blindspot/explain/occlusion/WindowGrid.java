package dev.blindspot.explain.occlusion;

import dev.blindspot.explain.map.Checks;
import java.io.Serializable;
import java.util.Objects;
import java.util.function.IntToDoubleFunction;

/**
 * Where an occluding window stops on an image, row by row from the upper left.
 *
 * <p>Per axis there are {@code ceil((size - window) / stride) + 1} positions, at multiples of the
 * stride; the last window is clipped at the border, so that every pixel is covered. A window as
 * large as the image has one position; one that is larger than a side is refused, since it would
 * hide less than its name says.
 *
 * @param height of the image in pixels
 * @param width of the image in pixels
 * @param windowPx side of the window in pixels, at most the image's shorter side
 * @param stridePx step of the window in pixels, at most {@code windowPx}
 */
public record WindowGrid(int height, int width, int windowPx, int stridePx)
    implements Serializable {

  public WindowGrid {
    Checks.require(height >= 1, "height must be >= 1, was %d", height);
    Checks.require(width >= 1, "width must be >= 1, was %d", width);
    Checks.require(
        (long) height * width <= Integer.MAX_VALUE,
        "height x width must be at most %d, was %d",
        Integer.MAX_VALUE,
        (long) height * width);
    requireCovering(windowPx, stridePx);
    Checks.require(
        windowPx <= Math.min(height, width),
        "windowPx must be at most the image's shorter side (%d), was %d",
        Math.min(height, width),
        windowPx);
  }

  static void requireCovering(int windowPx, int stridePx) {
    Checks.require(windowPx >= 1, "windowPx must be >= 1, was %d", windowPx);
    Checks.require(stridePx >= 1, "stridePx must be >= 1, was %d", stridePx);
    Checks.require(
        stridePx <= windowPx,
        "stridePx must be at most windowPx (%d) so that every pixel is covered, was %d",
        windowPx,
        stridePx);
  }

  /** Positions along the height. */
  public int rows() {
    return positions(height);
  }

  /** Positions along the width. */
  public int columns() {
    return positions(width);
  }

  /** All positions. */
  public int size() {
    return Math.multiplyExact(rows(), columns());
  }

  /** The window at a position, 0 to {@code size() - 1}. */
  public Window window(int position) {
    Objects.checkIndex(position, size());
    int y = position / columns() * stridePx;
    int x = position % columns() * stridePx;
    return new Window(x, y, Math.min(windowPx, width - x), Math.min(windowPx, height - y));
  }

  /**
   * Per pixel, the mean over the windows that cover it of a value of each window.
   *
   * @param value of a position
   * @return {@code height x width}, row-major
   */
  public float[] averaged(IntToDoubleFunction value) {
    double[] sum = new double[height * width];
    int[] count = new int[sum.length];
    for (int position = 0; position < size(); position++) {
      Window window = window(position);
      double added = value.applyAsDouble(position);
      for (int y = window.y(); y < window.y() + window.height(); y++) {
        int start = y * width + window.x();
        for (int i = start; i < start + window.width(); i++) {
          sum[i] += added;
          count[i]++;
        }
      }
    }
    float[] mean = new float[sum.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (float) (sum[i] / count[i]);
    }
    return mean;
  }

  private int positions(int length) {
    return (length - windowPx + stridePx - 1) / stridePx + 1;
  }
}
