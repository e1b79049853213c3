package dev.blindspot.augment.canvas;

import dev.blindspot.augment.geometry.Rgb;

/**
 * An image that edits paint on: rows of pixels with the channels blue, green and red in 0..255. The
 * painters make canvases of the kinds of images that they know. Arguments are not checked against
 * the image's size.
 */
public sealed interface Canvas permits Raster, PartCanvas, BackgroundCanvas {
  int height();

  int width();

  /** Paints a rectangle in one colour. */
  void fill(int x, int y, int width, int height, Rgb colour);

  /** Paints {@code length} pixels of noise from {@code (x, y)} to the right. */
  void fill(int x, int y, int length, NoiseTable noise, long seed);

  /** Copies {@code length} pixels to the right; source and target may overlap. */
  void copy(int fromX, int fromY, int x, int y, int length);

  /** Reverses a row. */
  void mirror(int y);
}
