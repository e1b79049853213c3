package dev.blindspot.augment;

/** How the fills paint rectangles. */
final class Fills {
  private Fills() {}

  static void paint(Canvas canvas, Box box, Canvas.PixelSource source) {
    for (int y = box.y(); y < box.y() + box.height(); y++) {
      canvas.fill(box.x(), y, box.width(), source);
    }
  }

  static void paintFromElsewhere(Canvas canvas, Box box, long noiseSeed) {
    int columns = canvas.width() - box.width() + 1;
    int places = columns * (canvas.height() - box.height() + 1);
    if (places == 1) {
      return;
    }
    int own = box.y() * columns + box.x();
    int drawn = Noise.below(places - 1, noiseSeed, 0);
    int place = drawn < own ? drawn : drawn + 1;
    move(canvas, box, place % columns, place / columns);
  }

  /** Copies row by row, starting at the side where no row is overwritten before it is read. */
  private static void move(Canvas canvas, Box box, int fromX, int fromY) {
    boolean upwards = fromY < box.y();
    for (int i = 0; i < box.height(); i++) {
      int row = upwards ? box.height() - 1 - i : i;
      canvas.copy(fromX, fromY + row, box.x(), box.y() + row, box.width());
    }
  }
}
