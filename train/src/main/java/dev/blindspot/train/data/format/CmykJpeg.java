package dev.blindspot.train.data.format;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import dev.blindspot.train.data.format.ImageHeader.Ink;
import java.awt.image.Raster;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Decodes JPEG files with four components. OpenCV takes every one of them as inverted and so shows
 * a file without Adobe's marker as a negative; here the raw components come from the JDK's reader
 * and are converted by what the file says. Light is what the inks leave over: {@code red = (1 -
 * cyan) (1 - black)}.
 */
public final class CmykJpeg {
  private CmykJpeg() {}

  public static Mat decode(byte[] file, ImageHeader header) throws BadImageException {
    Raster raster = JdkJpeg.raster(file);
    int width = raster.getWidth();
    int height = raster.getHeight();
    byte[] bgr = new byte[Math.multiplyExact(3, Math.multiplyExact(width, height))];
    int[] row = new int[4 * width];
    for (int y = 0; y < height; y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
      convert(row, header.ink(), bgr, 3 * width * y);
    }
    return Pixels.toMat(bgr, height, width, CV_8UC3);
  }

  private static void convert(int[] inks, Ink ink, byte[] bgr, int at) {
    for (int in = 0, out = at; in < inks.length; in += 4, out += 3) {
      int first = inks[in];
      int second = inks[in + 1];
      int third = inks[in + 2];
      int black = inks[in + 3];
      if (ink == Ink.YCCK_INVERTED) {
        int blueness = second - 128;
        int redness = third - 128;
        third = 255 - clamp(first + 1.772 * blueness);
        second = 255 - clamp(first - 0.344136 * blueness - 0.714136 * redness);
        first = 255 - clamp(first + 1.402 * redness);
      }
      boolean inverted = ink != Ink.CMYK;
      bgr[out] = light(third, black, inverted);
      bgr[out + 1] = light(second, black, inverted);
      bgr[out + 2] = light(first, black, inverted);
    }
  }

  private static byte light(int colour, int black, boolean inverted) {
    int passed = inverted ? colour : 255 - colour;
    int bright = inverted ? black : 255 - black;
    return (byte) ((passed * bright + 127) / 255);
  }

  private static int clamp(double value) {
    return (int) Math.max(0, Math.min(255, Math.round(value)));
  }
}
