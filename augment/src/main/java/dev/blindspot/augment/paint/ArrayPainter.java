package dev.blindspot.augment.paint;

import dev.blindspot.augment.canvas.ByteBufferCanvas;
import dev.blindspot.augment.canvas.Canvas;
import dev.blindspot.augment.canvas.PlanarByteCanvas;
import dev.blindspot.augment.edit.Edit;
import dev.blindspot.augment.geometry.Checks;
import dev.blindspot.augment.geometry.HostMemory;
import dev.blindspot.augment.geometry.Layout;
import dev.blindspot.augment.geometry.Rgb;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Paints edits on float32 and uint8 arrays of images with any number of channels in 0..255; three
 * are blue, green, red. Dense arrays and dense views are painted where they are; other views are
 * copied and written back. Immutable and thread-safe.
 *
 * <pre>{@code
 * INDArray scan = Nd4j.zeros(DataType.FLOAT, 1, 64, 64);        // one grey image, [C,H,W]
 * CutOut square = CutOut.paper().withFill(Fill.channels(90));
 * new ArrayPainter().paint(scan, square.draw(64, 64, new SplittableRandom(1)));
 * }</pre>
 */
public final class ArrayPainter {
  private final @Nullable Rgb datasetMean;
  private final FloatPainter floatPainter;
  private final Layout layout;

  /** A painter for {@link Layout#NCHW} and fills that need no mean of the dataset. */
  public ArrayPainter() {
    this(Layout.NCHW);
  }

  /**
   * A painter for fills that need no mean of the dataset.
   *
   * @param layout where the channels are
   */
  public ArrayPainter(Layout layout) {
    this.datasetMean = null;
    this.floatPainter = new FloatPainter(layout);
    this.layout = layout;
  }

  /** A painter for {@link Layout#NCHW}, the layout of DataVec's image loaders. */
  public ArrayPainter(Rgb datasetMean) {
    this(datasetMean, Layout.NCHW);
  }

  /**
   * @param datasetMean the mean colour of the training images, for the fills that need it
   * @param layout where the channels are
   */
  public ArrayPainter(Rgb datasetMean, Layout layout) {
    this.datasetMean = datasetMean;
    this.floatPainter = new FloatPainter(datasetMean, layout);
    this.layout = layout;
  }

  /**
   * Paints in place.
   *
   * @param images {@code [C,H,W]} or {@code [N,C,H,W]} ({@code [H,W,C]} or {@code [N,H,W,C]}); the
   *     images of a batch all get the same edits
   * @throws IllegalArgumentException if the shape or type is another, a box sticks out, or a fill
   *     needs a mean that the painter was not given
   */
  public void paint(INDArray images, List<Edit> edits) {
    requireImages(images, images.rank() == 3 ? 3 : 4);
    int count = images.rank() == 3 ? 1 : (int) images.size(0);
    edit(images, Collections.nCopies(count, edits));
  }

  /**
   * Paints each image of a batch in place.
   *
   * @param batch {@code [N,C,H,W]} or {@code [N,H,W,C]}
   * @param edits one list per image
   */
  public void paintEach(INDArray batch, List<List<Edit>> edits) {
    requireImages(batch, 4);
    Checks.require(
        edits.size() == batch.size(0),
        "edits must have one list per image (%d), has %d",
        batch.size(0),
        edits.size());
    edit(batch, edits);
  }

  /** Paints a copy and leaves the original as it is. */
  public INDArray painted(INDArray images, List<Edit> edits) {
    INDArray copy = images.dup('c');
    paint(copy, edits);
    return copy;
  }

  private void edit(INDArray images, List<List<Edit>> edits) {
    int rank = images.rank();
    boolean planar = layout == Layout.NCHW;
    int channels = (int) images.size(planar ? rank - 3 : rank - 1);
    int height = (int) images.size(planar ? rank - 2 : rank - 3);
    int width = (int) images.size(planar ? rank - 1 : rank - 2);
    int length = channels * height * width;
    if (images.dataType() == DataType.UINT8) {
      HostMemory.editBytes(
          images,
          "images",
          values -> {
            for (int i = 0; i < edits.size(); i++) {
              Canvas canvas = canvas(values, i * length, height, width, channels);
              Edit.paintAll(edits.get(i), canvas, datasetMean);
            }
          });
      return;
    }
    HostMemory.editFloats(
        images,
        "images",
        values -> {
          for (int i = 0; i < edits.size(); i++) {
            floatPainter.paint(values, i * length, height, width, channels, edits.get(i));
          }
        });
  }

  private Canvas canvas(ByteBuffer values, int start, int height, int width, int channels) {
    return layout == Layout.NCHW
        ? new PlanarByteCanvas(values, start, height, width, channels)
        : new ByteBufferCanvas(values, start, height, width, channels, channels * width);
  }

  private void requireImages(INDArray images, int rank) {
    Checks.require(
        images.rank() == rank && !images.isEmpty(),
        "images must have %d axes (%s), had the shape %s",
        rank,
        rank == 3 ? "one image" : "a batch " + layout,
        Arrays.toString(images.shape()));
  }
}
