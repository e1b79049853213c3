package dev.blindspot.augment.canvas;

import dev.blindspot.augment.geometry.Rgb;
import java.nio.FloatBuffer;

/**
 * Floats, the channels of a pixel side by side: {@code [H,W,C]}. Each thread has one, in {@link
 * CanvasCache}.
 */
public final class PackedFloatCanvas extends PackedRaster {
  private FloatBuffer values = FloatBuffer.allocate(0);

  PackedFloatCanvas() {}

  /**
   * Paints on another image from now on.
   *
   * @param start index of the image's first value
   * @param rowStride values from the beginning of a row to that of the next one
   */
  public PackedFloatCanvas on(
      FloatBuffer values, int start, int height, int width, int channels, int rowStride) {
    this.values = values;
    shape(start, height, width, channels);
    this.rowStride = rowStride;
    return this;
  }

  @Override
  public void fill(int x, int y, int width, int height, Rgb colour) {
    int from = at(x, y);
    int length = channels * width;
    if (channels == 3) {
      for (int i = from; i < from + length; i += 3) {
        values.put(i, (float) colour.blue());
        values.put(i + 1, (float) colour.green());
        values.put(i + 2, (float) colour.red());
      }
    } else {
      for (int i = 0; i < length; i++) {
        values.put(from + i, (float) PatchColours.value(colour, i % channels, channels));
      }
    }
    for (int i = 1; i < height; i++) {
      values.put(from + i * rowStride, values, from, length);
    }
  }

  @Override
  void copy(NoiseTable noise, int place, int x, int y, int length) {
    byte[] pixels = noise.packed();
    float[] row = CanvasCache.get().floats;
    for (int i = 0; i < 3 * length; i++) {
      row[i] = pixels[3 * place + i] & 255;
    }
    values.put(at(x, y), row, 0, 3 * length);
  }

  @Override
  public void copy(int fromX, int fromY, int x, int y, int length) {
    values.put(at(x, y), values, at(fromX, fromY), channels * length);
  }

  @Override
  void swap(int left, int right, int y) {
    for (int i = at(left, y), j = at(right, y), end = i + channels; i < end; i++, j++) {
      float value = values.get(i);
      values.put(i, values.get(j));
      values.put(j, value);
    }
  }

  @Override
  public double get(int x, int y, int channel) {
    return values.get(at(x, y) + channel);
  }

  @Override
  public void set(int x, int y, int channel, double value) {
    values.put(at(x, y) + channel, (float) value);
  }
}
