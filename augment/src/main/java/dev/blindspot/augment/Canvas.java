package dev.blindspot.augment;

/**
 * A picture that edits paint on: rows of pixels with the channels blue, green and red in 0..255.
 * The painters make canvases of the kinds of pictures that they know. Arguments are not checked
 * against the picture's size.
 */
public sealed interface Canvas
    permits ByteArrayCanvas,
        ByteBufferCanvas,
        PlanarFloatCanvas,
        PackedFloatCanvas,
        PartCanvas,
        BackgroundCanvas {
  /** Colours by place, in whole numbers; the same as bytes and as floats. */
  interface PixelSource {
    /**
     * Blue, green and red of each of {@code length} pixels from {@code (x, y)} to the right.
     *
     * @param target takes {@code 3 * length} bytes from {@code from} on
     */
    void packed(int x, int y, int length, byte[] target, int from);

    /**
     * One channel of {@code length} pixels from {@code (x, y)} to the right.
     *
     * @param channel 0 blue, 1 green, 2 red
     * @param target takes {@code length} values
     */
    void plane(int channel, int x, int y, int length, float[] target);
  }

  int height();

  int width();

  /** Paints a rectangle in one colour: a row, and bulk copies of it. */
  default void fill(Box box, Rgb colour) {
    if (box.area() == 0) {
      return;
    }
    fill(box.x(), box.y(), box.width(), colour);
    for (int y = box.y() + 1; y < box.y() + box.height(); y++) {
      copy(box.x(), box.y(), box.x(), y, box.width());
    }
  }

  /** Paints {@code length} pixels from {@code (x, y)} to the right in one colour. */
  void fill(int x, int y, int length, Rgb colour);

  /** Paints {@code length} pixels from {@code (x, y)} to the right. */
  void fill(int x, int y, int length, PixelSource source);

  /** Copies {@code length} pixels to the right; source and target may overlap. */
  void copy(int fromX, int fromY, int x, int y, int length);

  /** Reverses a row. */
  void mirror(int y);
}
