package dev.blindspot.augment;

import java.util.Random;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacv.OpenCVFrameConverter;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.datavec.image.data.ImageWritable;
import org.jspecify.annotations.Nullable;

/** Images in DataVec's form. */
final class Frames {
  static final int HEIGHT = 24;
  static final int WIDTH = 32;

  private Frames() {}

  static byte[] bytes(long seed) {
    byte[] bgr = new byte[3 * HEIGHT * WIDTH];
    new Random(seed).nextBytes(bgr);
    return bgr;
  }

  static ImageWritable image(byte[] bgr) {
    return writable(new Mat(HEIGHT, WIDTH, opencv_core.CV_8UC3, new BytePointer(bgr)).clone());
  }

  static ImageWritable image(long seed) {
    return image(bytes(seed));
  }

  static ImageWritable writable(Mat mat) {
    return new ImageWritable(new OpenCVFrameConverter.ToMat().convert(mat));
  }

  static Mat mat(@Nullable ImageWritable image) {
    if (image == null) {
      throw new AssertionError("no image");
    }
    return new OpenCVFrameConverter.ToMat().convert(image.getFrame());
  }

  static byte[] bytes(@Nullable ImageWritable image) {
    Mat dense = mat(image).clone();
    byte[] bgr = new byte[dense.channels() * dense.rows() * dense.cols()];
    dense.data().get(bgr);
    return bgr;
  }
}
