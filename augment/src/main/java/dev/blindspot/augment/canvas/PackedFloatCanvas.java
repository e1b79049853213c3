package dev.blindspot.augment.canvas;

import dev.blindspot.augment.geometry.Rgb;
import java.nio.FloatBuffer;

/**
 * Floats, blue, green and red of a pixel side by side: {@code [H,W,C]}. Each thread has one, in
 * {@link CanvasCache}.
 */
public final class PackedFloatCanvas implements Raster {
  private FloatBuffer values = FloatBuffer.allocate(0);
  private int start;
  private int height;
  private int width;

  /** Paints on another image from now on, whose first value has the index {@code start}. */
  public PackedFloatCanvas on(FloatBuffer values, int start, int height, int width) {
    this.values = values;
    this.start = start;
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
    return start + 3 * (y * width + x);
  }

  @Override
  public void fill(int x, int y, int width, int height, Rgb colour) {
    int from = at(x, y);
    for (int i = from; i < from + 3 * width; i += 3) {
      values.put(i, (float) colour.blue());
      values.put(i + 1, (float) colour.green());
      values.put(i + 2, (float) colour.red());
    }
    for (int i = 1; i < height; i++) {
      values.put(from + 3 * i * this.width, values, from, 3 * width);
    }
  }

  @Override
  public void copy(NoiseTable noise, int place, int x, int y, int length) {
    byte[] pixels = noise.packed();
    float[] row = CanvasCache.get().floats;
    for (int i = 0; i < 3 * length; i++) {
      row[i] = pixels[3 * place + i] & 255;
    }
    values.put(at(x, y), row, 0, 3 * length);
  }

  @Override
  public void copy(int fromX, int fromY, int x, int y, int length) {
    values.put(at(x, y), values, at(fromX, fromY), 3 * length);
  }

  @Override
  public void swap(int left, int right, int y) {
    for (int i = at(left, y), j = at(right, y), end = i + 3; i < end; i++, j++) {
      float value = values.get(i);
      values.put(i, values.get(j));
      values.put(j, value);
    }
  }
}
