package dev.blindspot.augment.canvas;

/** A canvas that has pixels of its own. */
sealed interface Raster extends Canvas
    permits ByteArrayCanvas, ByteBufferCanvas, PlanarFloatCanvas, PackedFloatCanvas {

  @Override
  default void fill(int x, int y, int length, NoiseTable noise, long seed) {
    int end = x + length;
    for (int from = x, run; from < end; from += run) {
      run = Math.min(end - from, NoiseTable.BLOCK - from % NoiseTable.BLOCK);
      copy(noise, noise.place(seed, from, y), from, y, run);
    }
  }

  /** Copies {@code length} pixels of noise from a place of the table to {@code (x, y)}. */
  void copy(NoiseTable noise, int place, int x, int y, int length);

  @Override
  default void mirror(int y) {
    for (int left = 0, right = width() - 1; left < right; left++, right--) {
      swap(left, right, y);
    }
  }

  /** Swaps two pixels of a row. */
  void swap(int left, int right, int y);
}
