package dev.blindspot.train.data.format;

import static org.bytedeco.opencv.global.opencv_core.CV_16U;
import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC4;
import static org.bytedeco.opencv.global.opencv_core.bitwise_not;
import static org.bytedeco.opencv.global.opencv_core.inRange;
import static org.bytedeco.opencv.global.opencv_core.merge;
import static org.bytedeco.opencv.global.opencv_core.setNumThreads;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_UNCHANGED;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;

import java.util.OptionalInt;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.Scalar;

/**
 * Decodes JPEG, PNG and BMP by OpenCV 4.5.5 and its native libraries (libjpeg-turbo, libpng, zlib),
 * and mends what these leave out: the transparency of a grey PNG, and the masks of a bitmap.
 */
public final class OpenCvDecoder {
  private static final double SIXTEEN_TO_EIGHT_BITS = 1 / 257.0;

  private static final int COLOUR = IMREAD_COLOR | IMREAD_IGNORE_ORIENTATION;

  static {
    setNumThreads(1); // images are decoded in parallel; threads inside of each would only compete
  }

  private OpenCvDecoder() {}

  /**
   * Decodes a file.
   *
   * @return 8 bits, grey, BGR or BGRA (not premultiplied), as it is stored: the orientation is not
   *     applied
   */
  public static Mat decode(byte[] file, ImageHeader header) throws BadImageException {
    ByteReader bytes = new ByteReader(file);
    return switch (header.format()) {
      case PNG -> png(bytes);
      case BMP -> BmpFile.hasMasks(bytes) ? masked(bytes, header) : decode(file, COLOUR);
      default -> decode(file, COLOUR);
    };
  }

  /** OpenCV knows masks of bitmaps from the later headers only. */
  private static Mat masked(ByteReader file, ImageHeader header) throws BadImageException {
    byte[] bgra = BmpFile.masked(file, header.width(), header.height());
    return Pixels.toMat(bgra, header.height(), header.width(), CV_8UC4);
  }

  private static Mat png(ByteReader file) throws BadImageException {
    Mat stored = decode(PngFile.pixelsOnly(file), IMREAD_UNCHANGED);
    OptionalInt transparent = PngFile.transparentGrey(file);
    Mat eight = eightBits(stored);
    if (transparent.isEmpty() || stored.channels() != 1) {
      return eight;
    }
    Mat grey = new Mat(1, 1, stored.type(), Scalar.all(transparent.getAsInt()));
    Mat alpha = new Mat();
    inRange(stored, grey, grey, alpha);
    bitwise_not(alpha, alpha);
    Mat bgra = new Mat();
    merge(new MatVector(eight, eight, eight, alpha), bgra);
    return bgra;
  }

  private static Mat decode(byte[] file, int flags) throws BadImageException {
    Mat stored;
    try {
      stored = imdecode(new Mat(file), flags);
    } catch (RuntimeException e) { // what JavaCPP makes of a cv::Exception
      throw new BadImageException("cannot be decoded", e);
    }
    if (stored.empty()) {
      throw new BadImageException("cannot be decoded");
    }
    return stored;
  }

  private static Mat eightBits(Mat stored) throws BadImageException {
    if (stored.depth() == CV_8U) {
      return stored;
    }
    if (stored.depth() != CV_16U) {
      throw new BadImageException("has neither 8 nor 16 bits per channel");
    }
    Mat eight = new Mat();
    stored.convertTo(eight, CV_8U, SIXTEEN_TO_EIGHT_BITS, 0);
    return eight;
  }
}
