package dev.blindspot.augment;

/** A canvas that has pixels of its own. */
sealed interface Raster extends Canvas
    permits ByteArrayCanvas, ByteBufferCanvas, PlanarFloatCanvas, PackedFloatCanvas {

  @Override
  default void fill(int x, int y, int length, PixelSource source, long seed) {
    int end = x + length;
    for (int from = x, run; from < end; from += run) {
      run = Math.min(end - from, Noise.BLOCK - from % Noise.BLOCK);
      fillBlock(from, y, run, source, seed);
    }
  }

  /** Paints pixels that are all in one {@link Noise#BLOCK}. */
  void fillBlock(int x, int y, int length, PixelSource source, long seed);

  @Override
  default void mirror(int y) {
    for (int left = 0, right = width() - 1; left < right; left++, right--) {
      swap(left, right, y);
    }
  }

  /** Swaps two pixels of a row. */
  void swap(int left, int right, int y);
}
