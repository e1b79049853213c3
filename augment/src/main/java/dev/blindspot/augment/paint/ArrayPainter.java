package dev.blindspot.augment.paint;

import dev.blindspot.augment.edit.Edit;
import dev.blindspot.augment.geometry.Checks;
import dev.blindspot.augment.geometry.HostFloats;
import dev.blindspot.augment.geometry.Layout;
import dev.blindspot.augment.geometry.Rgb;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Paints edits on float32 arrays of images with the channels blue, green, red in 0..255. Dense
 * arrays and dense views are painted where they are; other views are copied and written back.
 * Immutable and thread-safe.
 */
public final class ArrayPainter {
  private final FloatPainter painter;
  private final Layout layout;

  /** A painter for {@link Layout#NCHW}, the layout of DataVec's image loaders. */
  public ArrayPainter(Rgb datasetMean) {
    this(datasetMean, Layout.NCHW);
  }

  /**
   * @param datasetMean the mean colour of the training images, for the fills that need it
   * @param layout where the channels are
   */
  public ArrayPainter(Rgb datasetMean, Layout layout) {
    this.painter = new FloatPainter(datasetMean, layout);
    this.layout = layout;
  }

  /**
   * Paints in place.
   *
   * @param images {@code [C,H,W]} or {@code [N,C,H,W]} ({@code [H,W,C]} or {@code [N,H,W,C]}), C =
   *     3; the images of a batch all get the same edits
   * @throws IllegalArgumentException if the shape or type is another, or a box sticks out
   */
  public void paint(INDArray images, List<Edit> edits) {
    requireImages(images, images.rank() == 3 ? 3 : 4);
    int count = images.rank() == 3 ? 1 : (int) images.size(0);
    edit(images, Collections.nCopies(count, edits));
  }

  /**
   * Paints each image of a batch in place.
   *
   * @param batch {@code [N,C,H,W]} or {@code [N,H,W,C]}, C = 3
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
    int height = (int) images.size(planar ? rank - 2 : rank - 3);
    int width = (int) images.size(planar ? rank - 1 : rank - 2);
    HostFloats.edit(
        images,
        "images",
        values -> {
          for (int i = 0; i < edits.size(); i++) {
            painter.paint(values, i * 3 * height * width, height, width, edits.get(i));
          }
        });
  }

  private void requireImages(INDArray images, int rank) {
    int channelAxis = layout == Layout.NCHW ? rank - 3 : rank - 1;
    Checks.require(
        images.rank() == rank && images.size(channelAxis) == 3,
        "images must have %d axes of which axis %d has 3 channels (%s), had the shape %s",
        rank,
        channelAxis,
        layout,
        Arrays.toString(images.shape()));
  }
}
