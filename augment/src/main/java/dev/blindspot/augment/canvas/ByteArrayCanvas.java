package dev.blindspot.augment.canvas;

import dev.blindspot.augment.geometry.Rgb;

/**
 * Bytes on the heap, interleaved, without gaps between the rows. Each thread has one, in {@link
 * CanvasCache}.
 */
public final class ByteArrayCanvas implements Raster {
  private final CanvasCache scratch;
  private byte[] bgr = {};
  private int height;
  private int width;

  public ByteArrayCanvas(CanvasCache scratch) {
    this.scratch = scratch;
  }

  /** Paints on another image from now on. */
  public ByteArrayCanvas on(byte[] bgr, int height, int width) {
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
    int length = 3 * width;
    byte[] row = scratch.row(colour, length);
    byte[] target = bgr; // in a variable, for speed: a turned grid has a thousand short runs
    int stride = 3 * this.width;
    int to = at(x, y);
    for (int i = 0; i < height; i++) {
      System.arraycopy(row, 0, target, to, length);
      to += stride;
    }
  }

  @Override
  public void copy(NoiseTable noise, int place, int x, int y, int length) {
    System.arraycopy(noise.packed(), 3 * place, bgr, at(x, y), 3 * length);
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
