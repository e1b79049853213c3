package dev.blindspot.augment;

/** A rectangle of a canvas as a canvas of its own. */
record PartCanvas(Canvas whole, Box box) implements Canvas {
  @Override
  public int height() {
    return box.height();
  }

  @Override
  public int width() {
    return box.width();
  }

  @Override
  public void fill(Box part, Rgb colour) {
    whole.fill(
        new Box(box.x() + part.x(), box.y() + part.y(), part.width(), part.height()), colour);
  }

  @Override
  public void fill(int x, int y, int length, Rgb colour) {
    whole.fill(box.x() + x, box.y() + y, length, colour);
  }

  @Override
  public void fill(int x, int y, int length, PixelSource source) {
    whole.fill(box.x() + x, box.y() + y, length, source);
  }

  @Override
  public void copy(int fromX, int fromY, int x, int y, int length) {
    whole.copy(box.x() + fromX, box.y() + fromY, box.x() + x, box.y() + y, length);
  }

  @Override
  public void mirror(int y) {
    throw new UnsupportedOperationException("a part of a picture is not mirrored");
  }
}
