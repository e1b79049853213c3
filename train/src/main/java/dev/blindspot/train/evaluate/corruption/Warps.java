package dev.blindspot.train.evaluate.corruption;

import dev.blindspot.train.data.image.DecodedImage;
import java.util.random.RandomGenerator;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/** Compression and coarse pixels. */
final class Warps {
  private static final Levels QUALITIES =
      Levels.imageNet(25, 18, 15, 10, 7).tinyImageNet(65, 58, 50, 40, 25).cifar(80, 65, 58, 50, 40);
  private static final Levels KEPT_SIDES =
      Levels.imageNet(0.6, 0.5, 0.4, 0.3, 0.25)
          .tinyImageNet(0.9, 0.8, 0.7, 0.6, 0.5)
          .cifar(0.95, 0.9, 0.85, 0.75, 0.65);

  private Warps() {}

  /** Through a JPEG file of low quality. */
  static DecodedImage jpeg(DecodedImage image, Severity severity, RandomGenerator random) {
    return Mats.change(
        image,
        mat -> {
          BytePointer file = new BytePointer();
          opencv_imgcodecs.imencode(
              ".jpg",
              mat,
              file,
              new IntPointer(opencv_imgcodecs.IMWRITE_JPEG_QUALITY, (int) QUALITIES.at(severity)));
          Mat bytes = new Mat(file);
          return opencv_imgcodecs.imdecode(bytes, opencv_imgcodecs.IMREAD_COLOR);
        });
  }

  /** Shrunk by means over boxes, and blown up again without interpolation. */
  static DecodedImage pixelate(DecodedImage image, Severity severity, RandomGenerator random) {
    int height = image.height();
    int width = image.width();
    int fewRows = (int) Math.max(1, height * KEPT_SIDES.at(severity));
    int fewColumns = (int) Math.max(1, width * KEPT_SIDES.at(severity));
    byte[] shrunk = BoxResize.resize(image.bgr(), height, width, fewRows, fewColumns);
    return new DecodedImage(
        height, width, BoxResize.resize(shrunk, fewRows, fewColumns, height, width));
  }
}
