package dev.blindspot.augment.canvas;

/** Each channel is a plane of rows: {@code [C,H,W]}. */
abstract sealed class PlanarRaster extends Raster permits PlanarByteCanvas, PlanarFloatCanvas {
  /** Index of a pixel's channel; of three, 0 is blue, 1 green and 2 red. */
  final int at(int channel, int x, int y) {
    return start + (channel * height + y) * width + x;
  }
}
