package dev.blindspot.augment;

import java.nio.FloatBuffer;

/** Floats, blue, green and red of a pixel side by side: {@code [H,W,C]}. */
final class PackedFloatCanvas implements Canvas {
  private final FloatBuffer values;
  private final int start;
  private final int height;
  private final int width;

  /**
   * @param start index of the picture's first value
   */
  PackedFloatCanvas(FloatBuffer values, int start, int height, int width) {
    this.values = values;
    this.start = start;
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
    return start + 3 * (y * width + x);
  }

  @Override
  public void fill(int x, int y, int length, Rgb colour) {
    int end = at(x + length, y);
    for (int i = at(x, y); i < end; i += 3) {
      values.put(i, (float) colour.blue());
      values.put(i + 1, (float) colour.green());
      values.put(i + 2, (float) colour.red());
    }
  }

  @Override
  public void fill(int x, int y, int length, PixelSource source) {
    int i = at(x, y);
    for (int column = x; column < x + length; column++, i += 3) {
      int rgb = source.rgb(column, y);
      values.put(i, rgb & 255);
      values.put(i + 1, (rgb >> 8) & 255);
      values.put(i + 2, (rgb >> 16) & 255);
    }
  }

  @Override
  public void copy(int fromX, int fromY, int x, int y, int length) {
    values.put(at(x, y), values, at(fromX, fromY), 3 * length);
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
    float value = values.get(i);
    values.put(i, values.get(j));
    values.put(j, value);
  }
}
