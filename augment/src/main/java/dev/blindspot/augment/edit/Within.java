package dev.blindspot.augment.edit;

import dev.blindspot.augment.canvas.Canvas;
import dev.blindspot.augment.canvas.PartCanvas;
import dev.blindspot.augment.geometry.Box;
import dev.blindspot.augment.geometry.Checks;
import dev.blindspot.augment.geometry.Rgb;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Edits of a part of the image, as if it were the whole: their coordinates count from the box's
 * corner, and an image patch comes from within the box.
 *
 * @param box the part
 * @param edits what is hidden of it, in order; only edits that move nothing
 */
public record Within(Box box, List<Edit> edits) implements Edit {
  public Within {
    Checks.requirePresent(box, "box");
    edits = Edit.requireHiding(edits);
  }

  @Override
  public void paint(Canvas canvas, @Nullable Rgb datasetMean) {
    box.requireWithin(canvas.height(), canvas.width());
    Canvas part = new PartCanvas(canvas, box);
    Edit.paintAll(edits, part, datasetMean);
  }

  @Override
  public String toString() {
    return "within " + box + ": " + Edit.describe(edits);
  }
}
