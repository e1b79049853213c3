package dev.blindspot.augment.paint;

import dev.blindspot.augment.canvas.Canvas;
import dev.blindspot.augment.canvas.CanvasCache;
import dev.blindspot.augment.edit.Edit;
import dev.blindspot.augment.geometry.Checks;
import dev.blindspot.augment.geometry.Layout;
import dev.blindspot.augment.geometry.Rgb;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * Paints edits on float32 images in a buffer, with the channels blue, green, red in 0..255.
 * Immutable and thread-safe.
 */
public final class FloatPainter {
  private final Rgb datasetMean;
  private final Layout layout;

  /**
   * @param datasetMean the mean colour of the training images, for the fills that need it
   * @param layout where the channels are
   */
  public FloatPainter(Rgb datasetMean, Layout layout) {
    this.datasetMean = datasetMean;
    this.layout = layout;
  }

  /**
   * Paints in place; the buffer's position and limit are left as they are.
   *
   * @param values {@code 3 * height * width} of them from {@code start} on are the image, {@code
   *     [C,H,W]} or {@code [H,W,C]}
   * @param start index of the image's first value
   * @throws IllegalArgumentException if the image does not fit into the buffer, or a box sticks out
   */
  public void paint(FloatBuffer values, int start, int height, int width, List<Edit> edits) {
    Checks.requireImage(height, width);
    if (start < 0 || start + 3L * height * width > values.limit()) {
      throw Checks.refused(
          "values must have %d floats from %d on for %d x %d pixels, have %d in all",
          3L * height * width, start, width, height, values.limit());
    }
    CanvasCache scratch = CanvasCache.get();
    Canvas canvas =
        layout == Layout.NCHW
            ? scratch.planarCanvas.on(values, start, height, width)
            : scratch.packedCanvas.on(values, start, height, width);
    Edit.paintAll(edits, canvas, datasetMean);
  }
}
