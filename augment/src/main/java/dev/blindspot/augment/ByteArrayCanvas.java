package dev.blindspot.augment;

import java.util.Arrays;

/** Bytes on the heap, interleaved, without gaps between the rows. */
@SuppressWarnings("ArrayRecordComponent") // the caller's pixels; never compared
record ByteArrayCanvas(byte[] bgr, int height, int width) implements Canvas {
  private int at(int x, int y) {
    return 3 * (y * width + x);
  }

  @Override
  public void fill(int x, int y, int length, Rgb colour) {
    byte blue = Colours.toByte(colour.blue());
    byte green = Colours.toByte(colour.green());
    byte red = Colours.toByte(colour.red());
    int start = at(x, y);
    int end = start + 3 * length;
    if (blue == green && green == red) {
      Arrays.fill(bgr, start, end, blue);
      return;
    }
    for (int i = start; i < end; i += 3) {
      bgr[i] = blue;
      bgr[i + 1] = green;
      bgr[i + 2] = red;
    }
  }

  @Override
  public void fill(int x, int y, int length, PixelSource source) {
    source.packed(x, y, length, bgr, at(x, y));
  }

  @Override
  public void copy(int fromX, int fromY, int x, int y, int length) {
    System.arraycopy(bgr, at(fromX, fromY), bgr, at(x, y), 3 * length);
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
    byte value = bgr[i];
    bgr[i] = bgr[j];
    bgr[j] = value;
  }
}
