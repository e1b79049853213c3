package dev.blindspot.augment;

/**
 * A picture that edits paint on: rows of pixels with the channels blue, green and red in 0..255.
 * The painters make canvases of the kinds of pictures that they know. Arguments are not checked
 * against the picture's size.
 */
public sealed interface Canvas permits Raster, PartCanvas, BackgroundCanvas {
  /** Random colours by place, in whole numbers; the same as bytes and as floats. */
  interface PixelSource {
    /**
     * Blue, green and red of each of {@code length} pixels from {@code (x, y)} to the right; {@code
     * x / 1024} is the same for all of them.
     *
     * @param target takes {@code 3 * length} bytes from {@code from} on
     */
    void packed(long seed, int x, int y, int length, byte[] target, int from);

    /**
     * The same pixels as three rows of values: blue, green, red.
     *
     * @param target takes {@code 3 * length} values
     */
    void planes(long seed, int x, int y, int length, float[] target);
  }

  int height();

  int width();

  /** Paints a rectangle in one colour. */
  void fill(int x, int y, int width, int height, Rgb colour);

  /** Paints {@code length} pixels from {@code (x, y)} to the right. */
  void fill(int x, int y, int length, PixelSource source, long seed);

  /** Copies {@code length} pixels to the right; source and target may overlap. */
  void copy(int fromX, int fromY, int x, int y, int length);

  /** Reverses a row. */
  void mirror(int y);
}
