package dev.blindspot.augment.canvas;

import dev.blindspot.augment.geometry.Box;
import dev.blindspot.augment.geometry.Rgb;

/** A rectangle of a canvas as a canvas of its own. */
public record PartCanvas(Canvas whole, Box box) implements Canvas {
  @Override
  public int height() {
    return box.height();
  }

  @Override
  public int width() {
    return box.width();
  }

  @Override
  public int channels() {
    return whole.channels();
  }

  @Override
  public void fill(int x, int y, int width, int height, Rgb colour) {
    whole.fill(box.x() + x, box.y() + y, width, height, colour);
  }

  @Override
  public void fill(int x, int y, int length, NoiseTable noise, long seed) {
    whole.fill(box.x() + x, box.y() + y, length, noise, seed);
  }

  @Override
  public void copy(int fromX, int fromY, int x, int y, int length) {
    whole.copy(box.x() + fromX, box.y() + fromY, box.x() + x, box.y() + y, length);
  }

  @Override
  public void mirror(int y) {
    throw new UnsupportedOperationException("a part of an image is not mirrored");
  }

  @Override
  public double get(int x, int y, int channel) {
    return whole.get(box.x() + x, box.y() + y, channel);
  }

  @Override
  public void set(int x, int y, int channel, double value) {
    whole.set(box.x() + x, box.y() + y, channel, value);
  }
}
