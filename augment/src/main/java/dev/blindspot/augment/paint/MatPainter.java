package dev.blindspot.augment.paint;

import dev.blindspot.augment.canvas.ByteBufferCanvas;
import dev.blindspot.augment.canvas.Canvas;
import dev.blindspot.augment.canvas.CanvasCache;
import dev.blindspot.augment.edit.Edit;
import dev.blindspot.augment.geometry.Checks;
import dev.blindspot.augment.geometry.Rgb;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.jspecify.annotations.Nullable;

/**
 * Paints edits on OpenCV matrices of 8-bit or 32-bit float values in 0..255 with any number of
 * channels; three are BGR. Immutable and thread-safe.
 */
public final class MatPainter {
  private final @Nullable Rgb datasetMean;

  /** A painter for fills that need no mean of the dataset. */
  public MatPainter() {
    this.datasetMean = null;
  }

  /**
   * @param datasetMean the mean colour of the training images, for the fills that need it
   */
  public MatPainter(Rgb datasetMean) {
    this.datasetMean = Checks.requirePresent(datasetMean, "datasetMean");
  }

  /**
   * Paints in place; a region of a larger matrix may be given.
   *
   * @throws IllegalArgumentException if the matrix is not an image of the depth 8U or 32F, takes 2
   *     GiB or more, a box sticks out, or a fill needs a mean that the painter was not given
   */
  public void paint(Mat mat, List<Edit> edits) {
    Checks.require(
        (mat.depth() == opencv_core.CV_8U || mat.depth() == opencv_core.CV_32F)
            && mat.dims() == 2
            && !mat.empty(),
        "mat must be an image of the depth 8U or 32F, has OpenCV's depth %d and %d x %d pixels",
        mat.depth(),
        mat.cols(),
        mat.rows());
    Edit.paintAll(edits, canvas(mat), datasetMean);
  }

  private static Canvas canvas(Mat mat) {
    int rows = mat.rows();
    int columns = mat.cols();
    int channels = mat.channels();
    ByteBuffer bytes = bytes(mat);
    return mat.depth() == opencv_core.CV_8U
        ? new ByteBufferCanvas(bytes, 0, rows, columns, channels, (int) mat.step())
        : CanvasCache.get()
            .packedCanvas
            .on(
                bytes.order(ByteOrder.nativeOrder()).asFloatBuffer(),
                0,
                rows,
                columns,
                channels,
                (int) (mat.step() / Float.BYTES));
  }

  /** Paints a copy and leaves the original as it is. */
  public Mat painted(Mat mat, List<Edit> edits) {
    Mat copy = mat.clone();
    paint(copy, edits);
    return copy;
  }

  private static ByteBuffer bytes(Mat mat) {
    long length = (mat.rows() - 1) * mat.step() + mat.elemSize() * mat.cols();
    Checks.require(
        length <= Integer.MAX_VALUE, "mat must take less than 2 GiB, takes %d bytes", length);
    BytePointer pointer = new BytePointer(mat.data());
    pointer.capacity(length);
    return pointer.asByteBuffer();
  }
}
