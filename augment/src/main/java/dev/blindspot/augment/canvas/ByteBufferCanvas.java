package dev.blindspot.augment.canvas;

import dev.blindspot.augment.geometry.Rgb;
import java.nio.ByteBuffer;

/** Bytes in native memory, interleaved; rows may have gaps between them (an OpenCV region). */
public final class ByteBufferCanvas extends PackedRaster {
  private final ByteBuffer pixels;

  /**
   * @param start index of the image's first byte
   * @param rowStride bytes from the beginning of a row to that of the next one
   */
  public ByteBufferCanvas(
      ByteBuffer pixels, int start, int height, int width, int channels, int rowStride) {
    this.pixels = pixels;
    shape(start, height, width, channels);
    this.rowStride = rowStride;
  }

  @Override
  public void fill(int x, int y, int width, int height, Rgb colour) {
    int length = channels * width;
    byte[] row = CanvasCache.get().row(colour, channels, length);
    for (int i = y; i < y + height; i++) {
      pixels.put(at(x, i), row, 0, length);
    }
  }

  @Override
  void copy(NoiseTable noise, int place, int x, int y, int length) {
    pixels.put(at(x, y), noise.packed(), 3 * place, 3 * length);
  }

  @Override
  public void copy(int fromX, int fromY, int x, int y, int length) {
    pixels.put(at(x, y), pixels, at(fromX, fromY), channels * length);
  }

  @Override
  void swap(int left, int right, int y) {
    for (int i = at(left, y), j = at(right, y), end = i + channels; i < end; i++, j++) {
      byte value = pixels.get(i);
      pixels.put(i, pixels.get(j));
      pixels.put(j, value);
    }
  }

  @Override
  public double get(int x, int y, int channel) {
    return pixels.get(at(x, y) + channel) & 255;
  }

  @Override
  public void set(int x, int y, int channel, double value) {
    pixels.put(at(x, y) + channel, toByte(value));
  }
}
