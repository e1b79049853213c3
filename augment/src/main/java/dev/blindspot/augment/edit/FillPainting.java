package dev.blindspot.augment.edit;

import dev.blindspot.augment.canvas.Canvas;
import dev.blindspot.augment.canvas.NoiseTable;
import dev.blindspot.augment.geometry.Checks;
import dev.blindspot.augment.geometry.Rgb;
import dev.blindspot.augment.random.SplitMix;
import org.jspecify.annotations.Nullable;

/** How the fills paint rectangles. */
final class FillPainting {
  private FillPainting() {}

  /** The dataset's mean, for a fill that cannot do without. */
  static Rgb known(@Nullable Rgb datasetMean, Fill fill) {
    if (datasetMean == null) {
      throw Checks.refused(
          "fill '%s' needs the mean colour of the training images: give it to the painter or"
              + " transform, or use Fill.mean(colour) or Fill.pixelNormal(colour)",
          fill);
    }
    return datasetMean;
  }

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
