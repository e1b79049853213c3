package dev.blindspot.augment.edit;

import dev.blindspot.augment.canvas.Canvas;
import dev.blindspot.augment.geometry.Box;
import dev.blindspot.augment.geometry.Checks;

/**
 * The rectangle that a {@link CustomFill} paints, of an image with any number of channels, bytes or
 * floats. Values are in 0..255; a colour image's channels are blue, green, red. Coordinates are
 * those of the image, or of an object's box inside of which something is hidden.
 */
public final class FillArea {
  private final Canvas canvas;
  private final Box box;

  /** The value of a channel of a pixel. */
  @FunctionalInterface
  public interface Values {
    double at(int x, int y, int channel);
  }

  FillArea(Canvas canvas, Box box) {
    this.canvas = canvas;
    this.box = box;
  }

  /** What may be painted. */
  public Box box() {
    return box;
  }

  /** Height of the image in pixels. */
  public int imageHeight() {
    return canvas.height();
  }

  /** Width of the image in pixels. */
  public int imageWidth() {
    return canvas.width();
  }

  /** Number of channels, at least 1. */
  public int channels() {
    return canvas.channels();
  }

  /**
   * What a pixel of the image shows now; painted pixels show their new value.
   *
   * @throws IllegalArgumentException if the pixel is outside of the image
   */
  public double get(int x, int y, int channel) {
    if (x < 0 || y < 0 || x >= canvas.width() || y >= canvas.height()) {
      throw Checks.refused(
          "pixel must lie within the image (%d x %d), was (%d, %d)",
          canvas.width(), canvas.height(), x, y);
    }
    requireChannel(channel);
    return canvas.get(x, y, channel);
  }

  /**
   * Paints a pixel's channel. Bytes are rounded and clipped to 0..255, floats are kept.
   *
   * @throws IllegalArgumentException if the pixel is outside of the {@link #box}
   */
  public void set(int x, int y, int channel, double value) {
    if (!box.contains(x, y)) {
      throw Checks.refused("pixel must lie within the box (%s), was (%d, %d)", box, x, y);
    }
    requireChannel(channel);
    canvas.set(x, y, channel, value);
  }

  /** Paints every channel of every pixel of the box, row by row. */
  public void setEach(Values values) {
    for (int y = box.y(); y < box.bottom(); y++) {
      for (int x = box.x(); x < box.right(); x++) {
        for (int channel = 0; channel < canvas.channels(); channel++) {
          canvas.set(x, y, channel, values.at(x, y, channel));
        }
      }
    }
  }

  private void requireChannel(int channel) {
    if (channel < 0 || channel >= canvas.channels()) {
      throw Checks.refused(
          "channel must be between 0 and %d, was %d", canvas.channels() - 1, channel);
    }
  }
}
