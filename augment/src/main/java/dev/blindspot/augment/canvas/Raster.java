package dev.blindspot.augment.canvas;

import dev.blindspot.augment.random.SplitMix;

/** A canvas that has pixels of its own, and what all of these know of their image. */
abstract sealed class Raster implements Canvas permits PackedRaster, PlanarRaster {
  int start;
  int height;
  int width;
  int channels;

  /** Takes over the shape of another image, whose first value has the index {@code start}. */
  final void shape(int start, int height, int width, int channels) {
    this.start = start;
    this.height = height;
    this.width = width;
    this.channels = channels;
  }

  @Override
  public final int height() {
    return height;
  }

  @Override
  public final int width() {
    return width;
  }

  @Override
  public final int channels() {
    return channels;
  }

  @Override
  public final void fill(int x, int y, int length, NoiseTable noise, long seed) {
    if (channels == 3) {
      int end = x + length;
      for (int from = x, run; from < end; from += run) {
        run = Math.min(end - from, NoiseTable.BLOCK - from % NoiseTable.BLOCK);
        copy(noise, noise.place(seed, from, y), from, y, run);
      }
    } else {
      for (int channel = 0; channel < channels; channel++) {
        boolean coloured = channels > 3 && channel < 3;
        long own = channel < 3 ? seed : SplitMix.bits(seed, channel / 3);
        fill(x, y, length, channel, coloured ? noise : noise.grey(), own);
      }
    }
  }

  /** Noise of one channel: three channels share a place, each has a plane of its own there. */
  private void fill(int x, int y, int length, int channel, NoiseTable noise, long seed) {
    int end = x + length;
    for (int from = x, run; from < end; from += run) {
      run = Math.min(end - from, NoiseTable.BLOCK - from % NoiseTable.BLOCK);
      int place = NoiseTable.inPlane(channel % 3, noise.place(seed, from, y));
      for (int i = 0; i < run; i++) {
        set(from + i, y, channel, noise.planes()[place + i]);
      }
    }
  }

  /** Copies {@code length} pixels of three channels from a place of the table to {@code (x, y)}. */
  abstract void copy(NoiseTable noise, int place, int x, int y, int length);

  @Override
  public final void mirror(int y) {
    for (int left = 0, right = width - 1; left < right; left++, right--) {
      swap(left, right, y);
    }
  }

  /** Swaps two pixels of a row. */
  abstract void swap(int left, int right, int y);

  /** The nearest byte. */
  static byte toByte(double value) {
    return (byte) (int) (Math.max(0, Math.min(255, value)) + 0.5);
  }
}
