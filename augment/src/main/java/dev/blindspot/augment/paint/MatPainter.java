package dev.blindspot.augment.paint;

import dev.blindspot.augment.canvas.ByteBufferCanvas;
import dev.blindspot.augment.canvas.Canvas;
import dev.blindspot.augment.edit.Edit;
import dev.blindspot.augment.geometry.Checks;
import dev.blindspot.augment.geometry.Rgb;
import java.nio.ByteBuffer;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/** Paints edits on OpenCV matrices of the type 8UC3 (BGR). Immutable and thread-safe. */
public final class MatPainter {
  private final Rgb datasetMean;

  /**
   * @param datasetMean the mean colour of the training images, for the fills that need it
   */
  public MatPainter(Rgb datasetMean) {
    this.datasetMean = datasetMean;
  }

  /**
   * Paints in place; a region of a larger matrix may be given.
   *
   * @throws IllegalArgumentException if the matrix is not an image of the type 8UC3, or a box
   *     sticks out
   */
  public void paint(Mat mat, List<Edit> edits) {
    Checks.require(
        mat.type() == opencv_core.CV_8UC3 && mat.dims() == 2 && !mat.empty(),
        "mat must be an image of the type 8UC3, has type %s and %d x %d pixels",
        opencv_core.CV_MAT_DEPTH(mat.type()) + "C" + mat.channels(),
        mat.cols(),
        mat.rows());
    Canvas canvas = new ByteBufferCanvas(bytes(mat), mat.rows(), mat.cols(), (int) mat.step());
    Edit.paintAll(edits, canvas, datasetMean);
  }

  /** Paints a copy and leaves the original as it is. */
  public Mat painted(Mat mat, List<Edit> edits) {
    Mat copy = mat.clone();
    paint(copy, edits);
    return copy;
  }

  private static ByteBuffer bytes(Mat mat) {
    BytePointer pointer = new BytePointer(mat.data());
    pointer.capacity((mat.rows() - 1) * mat.step() + 3L * mat.cols());
    return pointer.asByteBuffer();
  }
}
