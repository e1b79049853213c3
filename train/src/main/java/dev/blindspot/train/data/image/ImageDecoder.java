package dev.blindspot.train.data.image;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.flip;
import static org.bytedeco.opencv.global.opencv_core.transpose;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_GRAY2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import dev.blindspot.train.data.format.BadImageException;
import dev.blindspot.train.data.format.ImageHeader;
import dev.blindspot.train.data.format.JavaDecoder;
import dev.blindspot.train.data.format.OpenCvDecoder;
import dev.blindspot.train.data.format.Pixels;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Decodes a whole file to an upright 8-bit BGR matrix of the image's own size, whatever the file
 * holds: grayscale and palettes are spread to three channels, 16 bits are scaled to 8, transparent
 * pixels are laid on white (what a viewer on paper shows; the colour stored under them is
 * arbitrary), CMYK is converted by its colour profile, or plainly without one, and the EXIF
 * orientation is applied for every format (OpenCV itself knows it for JPEG only).
 *
 * <p>Callers open a {@link NativeScope}: every matrix made here is freed with it.
 */
public final class ImageDecoder {
  private ImageDecoder() {}

  /** The image in a file, of type CV_8UC3 and continuous. */
  public static Mat decode(byte[] file, long maxPixels) throws BadImageException {
    ImageHeader header = ImageHeader.of(file).require(maxPixels);
    Mat stored =
        threeChannels(
            JavaDecoder.takes(header)
                ? JavaDecoder.decode(file, header)
                : OpenCvDecoder.decode(file, header));
    if (stored.rows() != header.height() || stored.cols() != header.width()) {
      throw new BadImageException("cannot be decoded (its header tells another size)");
    }
    return upright(stored, header.orientation());
  }

  private static Mat threeChannels(Mat stored) throws BadImageException {
    return switch (stored.channels()) {
      case 1 -> fromGrey(stored);
      case 3 -> stored;
      case 4 -> onWhite(stored);
      default -> throw new BadImageException("has %d channels".formatted(stored.channels()));
    };
  }

  private static Mat fromGrey(Mat grey) {
    Mat bgr = new Mat();
    cvtColor(grey, bgr, COLOR_GRAY2BGR);
    return bgr;
  }

  private static Mat onWhite(Mat transparent) {
    byte[] from = Pixels.of(transparent);
    byte[] to = new byte[from.length / 4 * 3];
    for (int in = 0, out = 0; in < from.length; in += 4, out += 3) {
      int alpha = from[in + 3] & 0xff;
      for (int channel = 0; channel < 3; channel++) {
        int colour = from[in + channel] & 0xff;
        to[out + channel] = (byte) ((colour * alpha + 255 * (255 - alpha) + 127) / 255);
      }
    }
    return Pixels.toMat(to, transparent.rows(), transparent.cols(), CV_8UC3);
  }

  /** Undoes how the camera was held (EXIF 2.3, tag 0x0112). */
  private static Mat upright(Mat stored, int orientation) {
    Mat image = stored;
    if (orientation >= 5) {
      image = new Mat();
      transpose(stored, image);
    }
    int aroundColumns = 1;
    int aroundRows = 0;
    int aroundBoth = -1;
    switch (orientation) {
      case 2, 6 -> flip(image, image, aroundColumns);
      case 3, 7 -> flip(image, image, aroundBoth);
      case 4, 8 -> flip(image, image, aroundRows);
      default -> {}
    }
    return image;
  }
}
