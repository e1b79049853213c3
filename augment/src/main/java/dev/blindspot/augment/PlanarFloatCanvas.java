package dev.blindspot.augment;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Floats, a plane of rows for each of blue, green and red: {@code [C,H,W]}.
 *
 * @param start index of the picture's first value
 */
record PlanarFloatCanvas(FloatBuffer values, int start, int height, int width) implements Canvas {
  /** Floats from which on a row is copied; shorter ones are written one by one. */
  private static final int LONG_ROW = 24;

  /** Place of a pixel's channel: 0 blue, 1 green, 2 red. */
  private int at(int channel, int x, int y) {
    return start + (channel * height + y) * width + x;
  }

  @Override
  public void fill(Box box, Rgb colour) {
    fill(0, box, (float) colour.blue());
    fill(1, box, (float) colour.green());
    fill(2, box, (float) colour.red());
  }

  /** Writes each row from the same few floats, which stay in the processor's nearest cache. */
  private void fill(int channel, Box box, float value) {
    if (box.width() < LONG_ROW) {
      for (int y = box.y(); y < box.y() + box.height(); y++) {
        fill(at(channel, box.x(), y), box.width(), value);
      }
      return;
    }
    float[] row = Scratch.get().floats;
    Arrays.fill(row, 0, Math.min(box.width(), Scratch.PIXELS), value);
    for (int y = box.y(); y < box.y() + box.height(); y++) {
      int from = at(channel, box.x(), y);
      for (int done = 0; done < box.width(); done += Scratch.PIXELS) {
        values.put(from + done, row, 0, Math.min(Scratch.PIXELS, box.width() - done));
      }
    }
  }

  @Override
  public void fill(int x, int y, int length, Rgb colour) {
    fill(at(0, x, y), length, (float) colour.blue());
    fill(at(1, x, y), length, (float) colour.green());
    fill(at(2, x, y), length, (float) colour.red());
  }

  private void fill(int from, int length, float value) {
    for (int i = from; i < from + length; i++) {
      values.put(i, value);
    }
  }

  @Override
  public void fill(int x, int y, int length, PixelSource source) {
    float[] row = Scratch.get().floats;
    for (int done = 0; done < length; done += Scratch.PIXELS) {
      int count = Math.min(Scratch.PIXELS, length - done);
      for (int channel = 0; channel < 3; channel++) {
        source.plane(channel, x + done, y, count, row);
        values.put(at(channel, x + done, y), row, 0, count);
      }
    }
  }

  @Override
  public void copy(int fromX, int fromY, int x, int y, int length) {
    for (int channel = 0; channel < 3; channel++) {
      values.put(at(channel, x, y), values, at(channel, fromX, fromY), length);
    }
  }

  @Override
  public void mirror(int y) {
    for (int channel = 0; channel < 3; channel++) {
      int left = at(channel, 0, y);
      for (int right = left + width - 1; left < right; left++, right--) {
        float value = values.get(left);
        values.put(left, values.get(right));
        values.put(right, value);
      }
    }
  }
}
