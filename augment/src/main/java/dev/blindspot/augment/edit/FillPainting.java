package dev.blindspot.augment.edit;

import dev.blindspot.augment.canvas.Canvas;
import dev.blindspot.augment.canvas.NoiseTable;
import dev.blindspot.augment.random.SplitMix;

/** How the fills paint rectangles. */
final class FillPainting {
  private FillPainting() {}

  static void paint(
      Canvas canvas, int x, int y, int width, int height, NoiseTable noise, long seed) {
    for (int row = y; row < y + height; row++) {
      canvas.fill(x, row, width, noise, seed);
    }
  }

  static void paintFromElsewhere(
      Canvas canvas, int x, int y, int width, int height, long noiseSeed) {
    int columns = canvas.width() - width + 1;
    int places = columns * (canvas.height() - height + 1);
    if (places == 1) {
      return;
    }
    int own = y * columns + x;
    int drawn = SplitMix.below(places - 1, noiseSeed, 0);
    int place = drawn < own ? drawn : drawn + 1;
    int fromX = place % columns;
    int fromY = place / columns;
    // Starting at the side where no row is overwritten before it is read.
    boolean upwards = fromY < y;
    for (int i = 0; i < height; i++) {
      int row = upwards ? height - 1 - i : i;
      canvas.copy(fromX, fromY + row, x, y + row, width);
    }
  }
}
