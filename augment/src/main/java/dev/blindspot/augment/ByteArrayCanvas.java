package dev.blindspot.augment;

/**
 * Bytes on the heap, interleaved, without gaps between the rows. Each thread has one, in {@link
 * Scratch}.
 */
final class ByteArrayCanvas implements Raster {
  private final Scratch scratch;
  private byte[] bgr = {};
  private int height;
  private int width;

  ByteArrayCanvas(Scratch scratch) {
    this.scratch = scratch;
  }

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
    byte[] row = scratch.row(colour, 3 * width);
    for (int i = y; i < y + height; i++) {
      System.arraycopy(row, 0, bgr, at(x, i), 3 * width);
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
