package dev.blindspot.augment.edit;

import dev.blindspot.augment.canvas.Canvas;
import dev.blindspot.augment.geometry.Box;
import dev.blindspot.augment.geometry.Checks;
import dev.blindspot.augment.geometry.Rgb;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Hides a rectangle.
 *
 * @param box what is hidden
 * @param fill what is painted there
 * @param noiseSeed the seed of a random fill
 */
public record Patch(Box box, Fill fill, long noiseSeed) implements Edit {
  public Patch {
    Checks.requirePresent(box, "box");
    Checks.requirePresent(fill, "fill");
  }

  @Override
  public void paint(Canvas canvas, @Nullable Rgb datasetMean) {
    box.requireWithin(canvas.height(), canvas.width());
    if (box.area() > 0) {
      fill.paint(canvas, box.x(), box.y(), box.width(), box.height(), noiseSeed, datasetMean);
    }
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "patch %s, %s, seed %x", box, fill, noiseSeed);
  }
}
