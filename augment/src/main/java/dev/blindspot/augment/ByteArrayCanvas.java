package dev.blindspot.augment;

/** Bytes on the heap, interleaved, without gaps between the rows. */
final class ByteArrayCanvas implements Canvas {
  private final byte[] bgr;
  private final int height;
  private final int width;

  ByteArrayCanvas(byte[] bgr, int height, int width) {
    this.bgr = bgr;
    this.height = height;
    this.width = width;
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
  public void fill(int x, int y, int length, Rgb colour) {
    byte blue = Colours.toByte(colour.blue());
    byte green = Colours.toByte(colour.green());
    byte red = Colours.toByte(colour.red());
    int end = at(x + length, y);
    for (int i = at(x, y); i < end; i += 3) {
      bgr[i] = blue;
      bgr[i + 1] = green;
      bgr[i + 2] = red;
    }
  }

  @Override
  public void fill(int x, int y, int length, PixelSource source) {
    int i = at(x, y);
    for (int column = x; column < x + length; column++, i += 3) {
      int rgb = source.rgb(column, y);
      bgr[i] = (byte) rgb;
      bgr[i + 1] = (byte) (rgb >> 8);
      bgr[i + 2] = (byte) (rgb >> 16);
    }
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
