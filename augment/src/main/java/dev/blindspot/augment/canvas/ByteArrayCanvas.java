package dev.blindspot.augment.canvas;

import dev.blindspot.augment.geometry.Rgb;

/**
 * Bytes on the heap, interleaved, without gaps between the rows. Each thread has one, in {@link
 * CanvasCache}.
 */
public final class ByteArrayCanvas extends PackedRaster {
  private final CanvasCache scratch;
  private byte[] pixels = {};

  ByteArrayCanvas(CanvasCache scratch) {
    this.scratch = scratch;
  }

  /** Paints on another image from now on. */
  public ByteArrayCanvas on(byte[] pixels, int height, int width, int channels) {
    this.pixels = pixels;
    shape(0, height, width, channels);
    rowStride = channels * width;
    return this;
  }

  @Override
  public void fill(int x, int y, int width, int height, Rgb colour) {
    int length = channels * width;
    byte[] row = scratch.row(colour, channels, length);
    byte[] target = pixels; // in a variable, for speed: a turned grid has a thousand short runs
    int stride = rowStride;
    int to = at(x, y);
    for (int i = 0; i < height; i++) {
      System.arraycopy(row, 0, target, to, length);
      to += stride;
    }
  }

  @Override
  void copy(NoiseTable noise, int place, int x, int y, int length) {
    System.arraycopy(noise.packed(), 3 * place, pixels, at(x, y), 3 * length);
  }

  @Override
  public void copy(int fromX, int fromY, int x, int y, int length) {
    System.arraycopy(pixels, at(fromX, fromY), pixels, at(x, y), channels * length);
  }

  @Override
  void swap(int left, int right, int y) {
    for (int i = at(left, y), j = at(right, y), end = i + channels; i < end; i++, j++) {
      byte value = pixels[i];
      pixels[i] = pixels[j];
      pixels[j] = value;
    }
  }

  @Override
  public double get(int x, int y, int channel) {
    return pixels[at(x, y) + channel] & 255;
  }

  @Override
  public void set(int x, int y, int channel, double value) {
    pixels[at(x, y) + channel] = toByte(value);
  }
}
