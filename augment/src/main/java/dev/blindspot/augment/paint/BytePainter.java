package dev.blindspot.augment.paint;

import dev.blindspot.augment.canvas.CanvasCache;
import dev.blindspot.augment.edit.Edit;
import dev.blindspot.augment.geometry.Checks;
import dev.blindspot.augment.geometry.Rgb;
import java.util.List;

/**
 * Paints edits on images of interleaved bytes, blue, green, red, row by row: the layout of {@code
 * BufferedImage.TYPE_3BYTE_BGR}. Immutable and thread-safe.
 */
public final class BytePainter {
  private final Rgb datasetMean;

  /**
   * @param datasetMean the mean colour of the training images, for the fills that need it
   */
  public BytePainter(Rgb datasetMean) {
    this.datasetMean = datasetMean;
  }

  /**
   * Paints in place.
   *
   * @param bgr {@code height * width * 3} bytes
   * @throws IllegalArgumentException if there are more or fewer bytes, or a box sticks out
   */
  public void paint(byte[] bgr, int height, int width, List<Edit> edits) {
    Checks.requireImage(height, width);
    if (bgr.length != 3L * height * width) {
      throw Checks.refused(
          "bgr must have %d bytes for %d x %d pixels, has %d",
          3L * height * width, width, height, bgr.length);
    }
    Edit.paintAll(edits, CanvasCache.get().byteCanvas.on(bgr, height, width), datasetMean);
  }

  /** Paints a copy and leaves the original as it is. */
  public byte[] painted(byte[] bgr, int height, int width, List<Edit> edits) {
    byte[] copy = bgr.clone();
    paint(copy, height, width, edits);
    return copy;
  }
}
