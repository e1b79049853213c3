package dev.blindspot.augment.canvas;

/** The channels of a pixel are side by side: {@code [H,W,C]}. */
abstract sealed class PackedRaster extends Raster
    permits ByteArrayCanvas, ByteBufferCanvas, PackedFloatCanvas {
  /**
   * Values from the beginning of a row to that of the next one; more than a row's where gaps are.
   */
  int rowStride;

  /** Index of a pixel's first channel. */
  final int at(int x, int y) {
    return start + y * rowStride + channels * x;
  }
}
