package dev.blindspot.train.evaluate.corruption;

import dev.blindspot.train.data.image.DecodedImage;
import java.util.function.UnaryOperator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/** Pictures as OpenCV matrices, whose native memory is given back at once. */
final class Mats {
  private Mats() {}

  /** Works on a copy of a picture; the result must be 8-bit BGR of the same size. */
  @SuppressWarnings({"try", "unchecked"}) // the scope acts by being open; generic varargs
  static DecodedImage change(DecodedImage picture, UnaryOperator<Mat> work) {
    try (PointerScope scope = new PointerScope()) {
      Mat mat = new Mat(picture.height(), picture.width(), opencv_core.CV_8UC3);
      mat.data().put(picture.bgr());
      Mat result = work.apply(mat);
      byte[] bgr = new byte[picture.bgr().length];
      if (!result.isContinuous() || result.total() * result.elemSize() != bgr.length) {
        throw new IllegalStateException("result must be continuous and of the picture's size");
      }
      result.data().get(bgr);
      return new DecodedImage(picture.height(), picture.width(), bgr);
    }
  }

  /** A float matrix with these values, row by row. */
  static Mat of(float[] values, int rows, int columns) {
    Mat mat = new Mat(rows, columns, opencv_core.CV_32FC1);
    new org.bytedeco.javacpp.FloatPointer(mat.data()).put(values);
    return mat;
  }

  static Size size(Mat mat) {
    return new Size(mat.cols(), mat.rows());
  }
}
