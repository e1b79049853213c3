package dev.blindspot.augment.canvas;

import dev.blindspot.augment.geometry.Box;
import dev.blindspot.augment.geometry.Rgb;
import java.util.List;

/** A canvas on which some boxes cannot be painted; they can be copied from. */
public record BackgroundCanvas(Canvas whole, List<Box> boxes) implements Canvas {
  /** Paints a run of pixels. */
  private interface Run {
    void paint(int x, int length);
  }

  @Override
  public int height() {
    return whole.height();
  }

  @Override
  public int width() {
    return whole.width();
  }

  @Override
  public int channels() {
    return whole.channels();
  }

  @Override
  public void fill(int x, int y, int width, int height, Rgb colour) {
    for (int i = y; i < y + height; i++) {
      int row = i;
      paint(x, row, width, (start, run) -> whole.fill(start, row, run, 1, colour));
    }
  }

  @Override
  public void fill(int x, int y, int length, NoiseTable noise, long seed) {
    paint(x, y, length, (start, run) -> whole.fill(start, y, run, noise, seed));
  }

  /** Runs are copied in the order in which none is overwritten before it is read. */
  @Override
  public void copy(int fromX, int fromY, int x, int y, int length) {
    if (fromY != y || fromX >= x) {
      paint(x, y, length, (start, run) -> whole.copy(fromX + start - x, fromY, start, y, run));
    } else {
      copyFromTheEnd(fromX, x, y, length);
    }
  }

  private void copyFromTheEnd(int fromX, int x, int y, int length) {
    for (int i = length - 1; i >= 0; i--) {
      if (boxEnd(x + i, y) < 0) {
        whole.copy(fromX + i, y, x + i, y, 1);
      }
    }
  }

  @Override
  public void mirror(int y) {
    throw new UnsupportedOperationException("a background is not mirrored");
  }

  @Override
  public double get(int x, int y, int channel) {
    return whole.get(x, y, channel);
  }

  @Override
  public void set(int x, int y, int channel, double value) {
    if (boxEnd(x, y) < 0) {
      whole.set(x, y, channel, value);
    }
  }

  private void paint(int x, int y, int length, Run run) {
    int end = x + length;
    for (int start = x; start < end; ) {
      int free = boxEnd(start, y);
      if (free >= 0) {
        start = free;
        continue;
      }
      int stop = Math.min(end, nextBox(start, y));
      run.paint(start, stop - start);
      start = stop;
    }
  }

  /** The first column after a box that holds the pixel; -1 if none does. */
  private int boxEnd(int x, int y) {
    for (Box box : boxes) {
      if (box.contains(x, y)) {
        return (int) Math.min(box.right(), Integer.MAX_VALUE);
      }
    }
    return -1;
  }

  /** The first column at or after a free pixel in which a box begins in this row. */
  private int nextBox(int x, int y) {
    int next = Integer.MAX_VALUE;
    for (Box box : boxes) {
      if (box.x() > x && box.x() < next && box.contains(box.x(), y)) {
        next = box.x();
      }
    }
    return next;
  }
}
