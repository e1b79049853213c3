package dev.blindspot.augment.canvas;

import dev.blindspot.augment.geometry.Rgb;

/**
 * An image that edits paint on: rows of pixels with any number of channels in 0..255. The first
 * three of at least three channels are blue, green and red; {@link PatchColours#value} says what a
 * colour is in any other channel. The painters make canvases of the kinds of images that they know.
 * Arguments are not checked against the image's size.
 */
public sealed interface Canvas permits Raster, PartCanvas, BackgroundCanvas {
  int height();

  int width();

  int channels();

  /** Paints a rectangle in one colour. */
  void fill(int x, int y, int width, int height, Rgb colour);

  /** Paints {@code length} pixels of noise from {@code (x, y)} to the right. */
  void fill(int x, int y, int length, NoiseTable noise, long seed);

  /** Copies {@code length} pixels to the right; source and target may overlap. */
  void copy(int fromX, int fromY, int x, int y, int length);

  /** Reverses a row. */
  void mirror(int y);

  /** The value of a pixel's channel; for fills that users write. */
  double get(int x, int y, int channel);

  /** Changes the value of a pixel's channel; bytes are rounded and clipped to 0..255. */
  void set(int x, int y, int channel, double value);
}
