package dev.blindspot.augment;

import java.nio.ByteBuffer;

/** Bytes in native memory, interleaved; rows may have gaps between them (an OpenCV region). */
record ByteBufferCanvas(ByteBuffer bgr, int height, int width, int rowStride) implements Canvas {
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
    byte[] pixels = Scratch.get().bytes;
    for (int done = 0; done < length; done += Scratch.PIXELS) {
      int count = Math.min(Scratch.PIXELS, length - done);
      source.packed(x + done, y, count, pixels, 0);
      bgr.put(at(x + done, y), pixels, 0, 3 * count);
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
