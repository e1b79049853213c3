package dev.blindspot.augment.canvas;

import dev.blindspot.augment.geometry.Rgb;
import java.nio.FloatBuffer;

/**
 * Floats, a plane of rows for each channel: {@code [C,H,W]}. Each thread has one, in {@link
 * CanvasCache}.
 */
public final class PlanarFloatCanvas extends PlanarRaster {
  private FloatBuffer values = FloatBuffer.allocate(0);

  PlanarFloatCanvas() {}

  /** Paints on another image from now on, whose first value has the index {@code start}. */
  public PlanarFloatCanvas on(FloatBuffer values, int start, int height, int width, int channels) {
    this.values = values;
    shape(start, height, width, channels);
    return this;
  }

  @Override
  public void fill(int x, int y, int width, int height, Rgb colour) {
    CanvasCache scratch = CanvasCache.get();
    if (channels == 3) {
      fill(0, x, y, scratch.row(0, (float) colour.blue(), width), width, height);
      fill(1, x, y, scratch.row(1, (float) colour.green(), width), width, height);
      fill(2, x, y, scratch.row(2, (float) colour.red(), width), width, height);
    } else {
      for (int channel = 0; channel < channels; channel++) {
        float value = (float) PatchColours.value(colour, channel, channels);
        fill(channel, x, y, scratch.row(Math.min(channel, 3), value, width), width, height);
      }
    }
  }

  /** Writes each row from the same few floats, which stay in the processor's nearest cache. */
  private void fill(int channel, int x, int y, float[] row, int width, int height) {
    int from = at(channel, x, y);
    int stride = this.width;
    for (int i = 0; i < height; i++) {
      values.put(from + i * stride, row, 0, width);
    }
  }

  @Override
  void copy(NoiseTable noise, int place, int x, int y, int length) {
    for (int channel = 0; channel < 3; channel++) {
      values.put(at(channel, x, y), noise.planes(), NoiseTable.inPlane(channel, place), length);
    }
  }

  @Override
  public void copy(int fromX, int fromY, int x, int y, int length) {
    for (int channel = 0; channel < channels; channel++) {
      values.put(at(channel, x, y), values, at(channel, fromX, fromY), length);
    }
  }

  @Override
  void swap(int left, int right, int y) {
    for (int channel = 0; channel < channels; channel++) {
      float value = values.get(at(channel, left, y));
      values.put(at(channel, left, y), values.get(at(channel, right, y)));
      values.put(at(channel, right, y), value);
    }
  }

  @Override
  public double get(int x, int y, int channel) {
    return values.get(at(channel, x, y));
  }

  @Override
  public void set(int x, int y, int channel, double value) {
    values.put(at(channel, x, y), (float) value);
  }
}
