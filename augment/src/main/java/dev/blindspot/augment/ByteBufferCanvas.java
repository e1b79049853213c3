package dev.blindspot.augment;

import java.nio.ByteBuffer;

/** Bytes in native memory, interleaved; rows may have gaps between them (an OpenCV region). */
final class ByteBufferCanvas implements Canvas {
  private final ByteBuffer bgr;
  private final int height;
  private final int width;
  private final int rowStride;

  ByteBufferCanvas(ByteBuffer bgr, int height, int width, int rowStride) {
    this.bgr = bgr;
    this.height = height;
    this.width = width;
    this.rowStride = rowStride;
  }

  @Override
  public int height() {
    return height;
  }

  @Override
  public int width() {
    return width;
  }

  private int at(int x, int y) {
    return y * rowStride + 3 * x;
  }

  @Override
  public void fill(int x, int y, int length, Rgb colour) {
    byte blue = Colours.toByte(colour.blue());
    byte green = Colours.toByte(colour.green());
    byte red = Colours.toByte(colour.red());
    int end = at(x + length, y);
    for (int i = at(x, y); i < end; i += 3) {
      bgr.put(i, blue);
      bgr.put(i + 1, green);
      bgr.put(i + 2, red);
    }
  }

  @Override
  public void fill(int x, int y, int length, PixelSource source) {
    int i = at(x, y);
    for (int column = x; column < x + length; column++, i += 3) {
      int rgb = source.rgb(column, y);
      bgr.put(i, (byte) rgb);
      bgr.put(i + 1, (byte) (rgb >> 8));
      bgr.put(i + 2, (byte) (rgb >> 16));
    }
  }

  @Override
  public void copy(int fromX, int fromY, int x, int y, int length) {
    bgr.put(at(x, y), bgr, at(fromX, fromY), 3 * length);
  }

  @Override
  public void mirror(int y) {
    for (int left = at(0, y), right = at(width - 1, y); left < right; left += 3, right -= 3) {
      swap(left, right);
      swap(left + 1, right + 1);
      swap(left + 2, right + 2);
    }
  }

  private void swap(int i, int j) {
    byte value = bgr.get(i);
    bgr.put(i, bgr.get(j));
    bgr.put(j, value);
  }
}
