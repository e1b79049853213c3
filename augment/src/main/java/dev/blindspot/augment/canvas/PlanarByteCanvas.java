package dev.blindspot.augment.canvas;

import dev.blindspot.augment.geometry.Rgb;
import java.nio.ByteBuffer;

/** Bytes in native memory, a plane of rows for each channel. */
public final class PlanarByteCanvas extends PlanarRaster {
  private final ByteBuffer values;

  /**
   * @param start index of the image's first byte
   */
  public PlanarByteCanvas(ByteBuffer values, int start, int height, int width, int channels) {
    this.values = values;
    shape(start, height, width, channels);
  }

  @Override
  public void fill(int x, int y, int width, int height, Rgb colour) {
    for (int channel = 0; channel < channels; channel++) {
      double value = PatchColours.value(colour, channel, channels);
      byte[] row = CanvasCache.get().row(new Rgb(value, value, value), 1, width);
      for (int i = y; i < y + height; i++) {
        values.put(at(channel, x, i), row, 0, width);
      }
    }
  }

  @Override
  void copy(NoiseTable noise, int place, int x, int y, int length) {
    byte[] pixels = noise.packed();
    for (int channel = 0; channel < 3; channel++) {
      int to = at(channel, x, y);
      for (int i = 0; i < length; i++) {
        values.put(to + i, pixels[3 * (place + i) + channel]);
      }
    }
  }

  @Override
  public void copy(int fromX, int fromY, int x, int y, int length) {
    for (int channel = 0; channel < channels; channel++) {
      values.put(at(channel, x, y), values, at(channel, fromX, fromY), length);
    }
  }

  @Override
  void swap(int left, int right, int y) {
    for (int channel = 0; channel < channels; channel++) {
      byte value = values.get(at(channel, left, y));
      values.put(at(channel, left, y), values.get(at(channel, right, y)));
      values.put(at(channel, right, y), value);
    }
  }

  @Override
  public double get(int x, int y, int channel) {
    return values.get(at(channel, x, y)) & 255;
  }

  @Override
  public void set(int x, int y, int channel, double value) {
    values.put(at(channel, x, y), toByte(value));
  }
}
