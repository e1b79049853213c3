package dev.blindspot.augment.canvas;

import dev.blindspot.augment.geometry.Rgb;
import java.nio.FloatBuffer;

/**
 * Floats, a plane of rows for each of blue, green and red: {@code [C,H,W]}. Each thread has one, in
 * {@link CanvasCache}.
 */
public final class PlanarFloatCanvas implements Raster {
  private FloatBuffer values = FloatBuffer.allocate(0);
  private int start;
  private int height;
  private int width;

  /** Paints on another image from now on, whose first value has the index {@code start}. */
  public PlanarFloatCanvas on(FloatBuffer values, int start, int height, int width) {
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

  /** Place of a pixel's channel: 0 blue, 1 green, 2 red. */
  private int at(int channel, int x, int y) {
    return start + (channel * height + y) * width + x;
  }

  @Override
  public void fill(int x, int y, int width, int height, Rgb colour) {
    CanvasCache scratch = CanvasCache.get();
    float[] blue = scratch.row(0, (float) colour.blue(), width);
    float[] green = scratch.row(1, (float) colour.green(), width);
    float[] red = scratch.row(2, (float) colour.red(), width);
    fill(values, at(0, x, y), this.width, blue, width, height);
    fill(values, at(1, x, y), this.width, green, width, height);
    fill(values, at(2, x, y), this.width, red, width, height);
  }

  /** Writes each row from the same few floats, which stay in the processor's nearest cache. */
  private static void fill(
      FloatBuffer values, int from, int stride, float[] row, int width, int height) {
    for (int i = 0; i < height; i++) {
      values.put(from + i * stride, row, 0, width);
    }
  }

  @Override
  public void copy(NoiseTable noise, int place, int x, int y, int length) {
    for (int channel = 0; channel < 3; channel++) {
      values.put(at(channel, x, y), noise.planes(), NoiseTable.inPlane(channel, place), length);
    }
  }

  @Override
  public void copy(int fromX, int fromY, int x, int y, int length) {
    for (int channel = 0; channel < 3; channel++) {
      values.put(at(channel, x, y), values, at(channel, fromX, fromY), length);
    }
  }

  @Override
  public void swap(int left, int right, int y) {
    for (int channel = 0; channel < 3; channel++) {
      float value = values.get(at(channel, left, y));
      values.put(at(channel, left, y), values.get(at(channel, right, y)));
      values.put(at(channel, right, y), value);
    }
  }
}
