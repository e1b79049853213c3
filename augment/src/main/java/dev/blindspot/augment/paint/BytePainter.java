package dev.blindspot.augment.paint;

import dev.blindspot.augment.canvas.CanvasCache;
import dev.blindspot.augment.edit.Edit;
import dev.blindspot.augment.geometry.Checks;
import dev.blindspot.augment.geometry.Rgb;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Paints edits on images of interleaved bytes, row by row: blue, green, red as {@code
 * BufferedImage.TYPE_3BYTE_BGR} has them, or any other number of channels. Immutable and
 * thread-safe.
 *
 * <pre>{@code
 * RandomGenerator random = new SplittableRandom(1);
 * byte[] bgr = new byte[3 * 48 * 64];
 * new BytePainter().paint(bgr, 48, 64, RandomErasing.paper().draw(48, 64, random));
 * }</pre>
 */
public final class BytePainter {
  private final @Nullable Rgb datasetMean;

  /** A painter for fills that need no mean of the dataset. */
  public BytePainter() {
    this.datasetMean = null;
  }

  /**
   * @param datasetMean the mean colour of the training images, for the fills that need it
   */
  public BytePainter(Rgb datasetMean) {
    this.datasetMean = Checks.requirePresent(datasetMean, "datasetMean");
  }

  /**
   * Paints in place.
   *
   * @param bgr {@code height * width * 3} bytes
   * @throws IllegalArgumentException if there are more or fewer bytes, a box sticks out, or a fill
   *     needs a mean that the painter was not given
   */
  public void paint(byte[] bgr, int height, int width, List<Edit> edits) {
    paint(bgr, height, width, 3, edits);
  }

  /**
   * Paints an image of any number of channels in place.
   *
   * @param pixels {@code height * width * channels} bytes
   * @throws IllegalArgumentException if there are more or fewer bytes, a box sticks out, or a fill
   *     needs a mean that the painter was not given
   */
  public void paint(byte[] pixels, int height, int width, int channels, List<Edit> edits) {
    Checks.requireImage(height, width, channels);
    if (pixels.length != (long) channels * height * width) {
      throw Checks.refused(
          "bytes must be %d for %d x %d pixels of %d channels, are %d",
          (long) channels * height * width, width, height, channels, pixels.length);
    }
    Edit.paintAll(
        edits, CanvasCache.get().byteCanvas.on(pixels, height, width, channels), datasetMean);
  }

  /** Paints a copy and leaves the original as it is. */
  public byte[] painted(byte[] bgr, int height, int width, List<Edit> edits) {
    return painted(bgr, height, width, 3, edits);
  }

  /** Paints a copy of an image of any number of channels and leaves the original as it is. */
  public byte[] painted(byte[] pixels, int height, int width, int channels, List<Edit> edits) {
    byte[] copy = pixels.clone();
    paint(copy, height, width, channels, edits);
    return copy;
  }
}
