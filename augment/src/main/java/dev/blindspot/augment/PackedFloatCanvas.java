package dev.blindspot.augment;

import java.nio.FloatBuffer;

/**
 * Floats, blue, green and red of a pixel side by side: {@code [H,W,C]}.
 *
 * @param start index of the picture's first value
 */
record PackedFloatCanvas(FloatBuffer values, int start, int height, int width) implements Canvas {
  private int at(int x, int y) {
    return start + 3 * (y * width + x);
  }

  @Override
  public void fill(int x, int y, int length, Rgb colour) {
    int end = at(x + length, y);
    for (int i = at(x, y); i < end; i += 3) {
      values.put(i, (float) colour.blue());
      values.put(i + 1, (float) colour.green());
      values.put(i + 2, (float) colour.red());
    }
  }

  @Override
  public void fill(int x, int y, int length, PixelSource source) {
    Scratch scratch = Scratch.get();
    for (int done = 0; done < length; done += Scratch.PIXELS) {
      int count = Math.min(Scratch.PIXELS, length - done);
      source.packed(x + done, y, count, scratch.bytes, 0);
      for (int i = 0; i < 3 * count; i++) {
        scratch.floats[i] = scratch.bytes[i] & 255;
      }
      values.put(at(x + done, y), scratch.floats, 0, 3 * count);
    }
  }

  @Override
  public void copy(int fromX, int fromY, int x, int y, int length) {
    values.put(at(x, y), values, at(fromX, fromY), 3 * length);
  }

  @Override
  public void mirror(int y) {
    for (int left = at(0, y), right = at(width - 1, y); left < right; left += 3, right -= 3) {
      swap(left, right);
      swap(left + 1, right + 1);
      swap(left + 2, right + 2);
    }
  }

  private void swap(int i, int j) {
    float value = values.get(i);
    values.put(i, values.get(j));
    values.put(j, value);
  }
}
