package dev.blindspot.augment;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Bytes on the heap, interleaved, without gaps between the rows. Each thread has one, in {@link
 * Scratch}.
 */
final class ByteArrayCanvas implements Raster {
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] bgr = {};
  private int height;
  private int width;

  /** Paints on another picture from now on. */
  ByteArrayCanvas on(byte[] bgr, int height, int width) {
    this.bgr = bgr;
    this.height = height;
    this.width = width;
    return this;
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
    return 3 * (y * width + x);
  }

  @Override
  public void fill(int x, int y, int width, int height, Rgb colour) {
    int from = at(x, y);
    fill(bgr, from, 3 * width, Colours.toPixel(colour));
    repeat(bgr, from, 3 * width, 3 * this.width, height);
  }

  /** Copies a run of bytes to the same place of the rows below. */
  private static void repeat(byte[] bgr, int from, int length, int stride, int rows) {
    for (int i = 1; i < rows; i++) {
      System.arraycopy(bgr, from, bgr, from + i * stride, length);
    }
  }

  /** Fills whole pixels. */
  static void fill(byte[] bgr, int from, int length, long pixel) {
    int end = from + length;
    if (length >= 24) {
      eights(bgr, pixel, from, end);
      return;
    }
    for (int i = from; i < end; i += 3) {
      bgr[i] = (byte) pixel;
      bgr[i + 1] = (byte) (pixel >> 8);
      bgr[i + 2] = (byte) (pixel >> 16);
    }
  }

  /** Writes 24 bytes, eight pixels, at a time; the last eight may write some a second time. */
  private static void eights(byte[] bgr, long pixel, int from, int end) {
    long first = pixel | pixel << 24 | pixel << 48;
    long second = pixel >> 16 | pixel << 8 | pixel << 32 | pixel << 56;
    long third = pixel >> 8 | pixel << 16 | pixel << 40;
    for (int i = from; i < end; i += 24) {
      int at = Math.min(i, end - 24);
      EIGHT.set(bgr, at, first);
      EIGHT.set(bgr, at + 8, second);
      EIGHT.set(bgr, at + 16, third);
    }
  }

  @Override
  public void fillBlock(int x, int y, int length, PixelSource source, long seed) {
    source.packed(seed, x, y, length, bgr, at(x, y));
  }

  @Override
  public void copy(int fromX, int fromY, int x, int y, int length) {
    System.arraycopy(bgr, at(fromX, fromY), bgr, at(x, y), 3 * length);
  }

  @Override
  public void swap(int left, int right, int y) {
    for (int i = at(left, y), j = at(right, y), end = i + 3; i < end; i++, j++) {
      byte value = bgr[i];
      bgr[i] = bgr[j];
      bgr[j] = value;
    }
  }
}
