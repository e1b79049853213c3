package dev.blindspot.train.data.format;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;

/** Bytes between Java arrays and OpenCV matrices, in one copy. */
public final class Pixels {
  private Pixels() {}

  /** The bytes of a continuous 8-bit matrix, row by row, channels interleaved. */
  public static byte[] of(Mat mat) {
    if (!mat.isContinuous()) {
      throw new IllegalArgumentException("mat must be continuous");
    }
    byte[] bytes = new byte[Math.toIntExact(mat.total() * mat.elemSize())];
    mat.data().get(bytes);
    return bytes;
  }

  /** A matrix of an 8-bit type with these bytes. */
  public static Mat toMat(byte[] bytes, int rows, int columns, int type) {
    Mat mat = new Mat(rows, columns, type);
    if (mat.total() * mat.elemSize() != bytes.length) {
      throw new IllegalArgumentException(
          "bytes must fill %d x %d, are %d".formatted(rows, columns, bytes.length));
    }
    BytePointer data = mat.data();
    data.put(bytes);
    return mat;
  }
}
