package dev.blindspot.augment.edit;

import dev.blindspot.augment.canvas.BackgroundCanvas;
import dev.blindspot.augment.canvas.Canvas;
import dev.blindspot.augment.geometry.Box;
import dev.blindspot.augment.geometry.Checks;
import dev.blindspot.augment.geometry.Rgb;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Edits of an image that leave some boxes as they are.
 *
 * @param boxes what is not painted on
 * @param edits what is done to the rest, in order; only edits that move nothing
 */
public record Around(List<Box> boxes, List<Edit> edits) implements Edit {
  public Around {
    boxes = Checks.copyOf(boxes, "boxes");
    edits = Edit.requireHiding(edits);
  }

  @Override
  public void paint(Canvas canvas, @Nullable Rgb datasetMean) {
    Canvas background = new BackgroundCanvas(canvas, boxes);
    Edit.paintAll(edits, background, datasetMean);
  }

  @Override
  public String toString() {
    return "around "
        + boxes.size()
        + (boxes.size() == 1 ? " box: " : " boxes: ")
        + Edit.describe(edits);
  }
}
