package dev.blindspot.augment.edit;

import dev.blindspot.augment.canvas.Canvas;
import dev.blindspot.augment.geometry.Box;
import dev.blindspot.augment.geometry.Rgb;

/**
 * Hides a rectangle.
 *
 * @param box what is hidden
 * @param fill what is painted there
 * @param noiseSeed the seed of a random fill
 */
public record Patch(Box box, Fill fill, long noiseSeed) implements Edit {
  @Override
  public void paint(Canvas canvas, Rgb datasetMean) {
    box.requireWithin(canvas.height(), canvas.width());
    if (box.area() > 0) {
      fill.paint(canvas, box.x(), box.y(), box.width(), box.height(), noiseSeed, datasetMean);
    }
  }

  @Override
  public String toString() {
    return String.format("patch %s, %s, seed %x", box, fill, noiseSeed);
  }
}
