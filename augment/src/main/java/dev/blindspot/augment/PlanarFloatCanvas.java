package dev.blindspot.augment;

import java.nio.FloatBuffer;

/** Floats, a plane of rows for each of blue, green and red: {@code [C,H,W]}. */
final class PlanarFloatCanvas implements Canvas {
  private final FloatBuffer values;
  private final int blue;
  private final int height;
  private final int width;

  /**
   * @param start index of the picture's first value
   */
  PlanarFloatCanvas(FloatBuffer values, int start, int height, int width) {
    this.values = values;
    this.blue = start;
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

  /** Place of a pixel's channel: 0 blue, 1 green, 2 red. */
  private int at(int channel, int x, int y) {
    return blue + (channel * height + y) * width + x;
  }

  @Override
  public void fill(int x, int y, int length, Rgb colour) {
    fill(at(0, x, y), length, (float) colour.blue());
    fill(at(1, x, y), length, (float) colour.green());
    fill(at(2, x, y), length, (float) colour.red());
  }

  private void fill(int start, int length, float value) {
    for (int i = start; i < start + length; i++) {
      values.put(i, value);
    }
  }

  @Override
  public void fill(int x, int y, int length, PixelSource source) {
    int plane = height * width;
    int i = at(0, x, y);
    for (int column = x; column < x + length; column++, i++) {
      int rgb = source.rgb(column, y);
      values.put(i, rgb & 255);
      values.put(i + plane, (rgb >> 8) & 255);
      values.put(i + 2 * plane, (rgb >> 16) & 255);
    }
  }

  @Override
  public void copy(int fromX, int fromY, int x, int y, int length) {
    for (int channel = 0; channel < 3; channel++) {
      values.put(at(channel, x, y), values, at(channel, fromX, fromY), length);
    }
  }

  @Override
  public void mirror(int y) {
    for (int channel = 0; channel < 3; channel++) {
      int left = at(channel, 0, y);
      for (int right = left + width - 1; left < right; left++, right--) {
        float value = values.get(left);
        values.put(left, values.get(right));
        values.put(right, value);
      }
    }
  }
}
