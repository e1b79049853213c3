package dev.blindspot.train.evaluate.corruption;

import dev.blindspot.train.data.image.DecodedImage;
import java.util.function.UnaryOperator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/** Images as OpenCV matrices, whose native memory is given back at once. */
final class Mats {
  private Mats() {}

  /** Works on a copy of an image; the result must be 8-bit BGR of the same size. */
  @SuppressWarnings({"try", "unchecked"}) // the scope acts by being open; generic varargs
  static DecodedImage change(DecodedImage image, UnaryOperator<Mat> work) {
    try (PointerScope scope = new PointerScope()) {
      Mat mat = new Mat(image.height(), image.width(), opencv_core.CV_8UC3);
      mat.data().put(image.bgr());
      Mat result = work.apply(mat);
      byte[] bgr = new byte[image.bgr().length];
      if (!result.isContinuous() || result.total() * result.elemSize() != bgr.length) {
        throw new IllegalStateException("result must be continuous and of the image's size");
      }
      result.data().get(bgr);
      return new DecodedImage(image.height(), image.width(), bgr);
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
