package dev.blindspot.augment;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Bytes on the heap, interleaved, without gaps between the rows. */
@SuppressWarnings("ArrayRecordComponent") // the caller's pixels; never compared
record ByteArrayCanvas(byte[] bgr, int height, int width) implements Canvas {
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private int at(int x, int y) {
    return 3 * (y * width + x);
  }

  @Override
  public void fill(int x, int y, int length, Rgb colour) {
    long pixel =
        (Colours.toByte(colour.blue()) & 255)
            | (Colours.toByte(colour.green()) & 255) << 8
            | (Colours.toByte(colour.red()) & 255) << 16;
    int from = at(x, y);
    int end = from + 3 * length;
    int i = eights(pixel, from, end);
    for (; i < end; i += 3) {
      bgr[i] = (byte) pixel;
      bgr[i + 1] = (byte) (pixel >> 8);
      bgr[i + 2] = (byte) (pixel >> 16);
    }
  }

  /** Writes 24 bytes, eight pixels, at a time; returns where the rest begins. */
  private int eights(long pixel, int from, int end) {
    long first = pixel | pixel << 24 | pixel << 48;
    long second = pixel >> 16 | pixel << 8 | pixel << 32 | pixel << 56;
    long third = pixel >> 8 | pixel << 16 | pixel << 40;
    int i = from;
    for (; i <= end - 24; i += 24) {
      EIGHT.set(bgr, i, first);
      EIGHT.set(bgr, i + 8, second);
      EIGHT.set(bgr, i + 16, third);
    }
    return i;
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
