package dev.blindspot.augment.paint;

import dev.blindspot.augment.canvas.Canvas;
import dev.blindspot.augment.canvas.CanvasCache;
import dev.blindspot.augment.edit.Edit;
import dev.blindspot.augment.geometry.Checks;
import dev.blindspot.augment.geometry.Layout;
import dev.blindspot.augment.geometry.Rgb;
import java.nio.FloatBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Paints edits on float32 images in a buffer, with values in 0..255: blue, green and red, or any
 * other number of channels. Immutable and thread-safe.
 */
public final class FloatPainter {
  private final @Nullable Rgb datasetMean;
  private final Layout layout;

  /**
   * A painter for fills that need no mean of the dataset.
   *
   * @param layout where the channels are
   */
  public FloatPainter(Layout layout) {
    this.datasetMean = null;
    this.layout = Checks.requirePresent(layout, "layout");
  }

  /**
   * @param datasetMean the mean colour of the training images, for the fills that need it
   * @param layout where the channels are
   */
  public FloatPainter(Rgb datasetMean, Layout layout) {
    this.datasetMean = Checks.requirePresent(datasetMean, "datasetMean");
    this.layout = Checks.requirePresent(layout, "layout");
  }

  /**
   * Paints in place; the buffer's position and limit are left as they are.
   *
   * @param values {@code 3 * height * width} of them from {@code start} on are the image, {@code
   *     [C,H,W]} or {@code [H,W,C]}
   * @param start index of the image's first value
   * @throws IllegalArgumentException if the image does not fit into the buffer, a box sticks out,
   *     or a fill needs a mean that the painter was not given
   */
  public void paint(FloatBuffer values, int start, int height, int width, List<Edit> edits) {
    paint(values, start, height, width, 3, edits);
  }

  /**
   * Paints an image of any number of channels in place; the buffer's position and limit are left as
   * they are.
   *
   * @param values {@code channels * height * width} of them from {@code start} on are the image,
   *     {@code [C,H,W]} or {@code [H,W,C]}
   * @param start index of the image's first value
   * @throws IllegalArgumentException if the image does not fit into the buffer, a box sticks out,
   *     or a fill needs a mean that the painter was not given
   */
  public void paint(
      FloatBuffer values, int start, int height, int width, int channels, List<Edit> edits) {
    Checks.requireImage(height, width, channels);
    if (start < 0 || start + (long) channels * height * width > values.limit()) {
      throw Checks.refused(
          "values must have %d floats from %d on for %d x %d pixels, have %d in all",
          (long) channels * height * width, start, width, height, values.limit());
    }
    CanvasCache scratch = CanvasCache.get();
    Canvas canvas =
        layout == Layout.NCHW
            ? scratch.planarCanvas.on(values, start, height, width, channels)
            : scratch.packedCanvas.on(values, start, height, width, channels, channels * width);
    Edit.paintAll(edits, canvas, datasetMean);
  }
}
