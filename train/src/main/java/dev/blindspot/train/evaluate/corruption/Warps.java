package dev.blindspot.train.evaluate.corruption;

import static org.bytedeco.opencv.global.opencv_core.BORDER_REFLECT_101;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_CUBIC;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_NEAREST;

import dev.blindspot.train.data.image.DecodedImage;
import java.util.random.RandomGenerator;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/** Compression, coarse pixels and elastic displacement. */
final class Warps {
  private static final int[] QUALITIES = {25, 18, 15, 10, 7};
  private static final double[] KEPT_SIDES = {0.6, 0.5, 0.4, 0.3, 0.25};

  /** Standard deviation of the displacement, in pixels of a side of 224. */
  private static final double[] DISPLACEMENTS_PX = {0.8, 1.4, 2, 2.8, 3.6};

  /** Distance of independent displacements, in pixels of a side of 224. */
  private static final double CELL_PX = 16;

  private Warps() {}

  /** Through a JPEG file of low quality. */
  static DecodedImage jpeg(DecodedImage image, int level, RandomGenerator random) {
    return Mats.change(
        image,
        mat -> {
          BytePointer file = new BytePointer();
          opencv_imgcodecs.imencode(
              ".jpg",
              mat,
              file,
              new IntPointer(opencv_imgcodecs.IMWRITE_JPEG_QUALITY, QUALITIES[level]));
          Mat bytes = new Mat(file);
          return opencv_imgcodecs.imdecode(bytes, opencv_imgcodecs.IMREAD_COLOR);
        });
  }

  /** Shrunk by area means, and blown up again without interpolation. */
  static DecodedImage pixelate(DecodedImage image, int level, RandomGenerator random) {
    return Mats.change(
        image,
        mat -> {
          Size small =
              new Size(
                  (int) Math.max(1, mat.cols() * KEPT_SIDES[level]),
                  (int) Math.max(1, mat.rows() * KEPT_SIDES[level]));
          Mat shrunk = new Mat();
          opencv_imgproc.resize(mat, shrunk, small, 0, 0, INTER_AREA);
          Mat blown = new Mat();
          opencv_imgproc.resize(shrunk, blown, Mats.size(mat), 0, 0, INTER_NEAREST);
          return blown;
        });
  }

  /**
   * Moves every point by a smooth random displacement (Simard, Steinkraus and Platt 2003): normal
   * draws on a coarse grid, interpolated bicubically. ImageNet-C's elastic mixes large smooth
   * movements (severity 1 and 2) with fine ones (3 to 5); here the same field only grows.
   */
  static DecodedImage elastic(DecodedImage image, int level, RandomGenerator random) {
    double scale = Corruptions.scale(image);
    double deviation = DISPLACEMENTS_PX[level] * scale;
    return Mats.change(
        image,
        mat -> {
          Mat x = field(mat, CELL_PX * scale, deviation, random);
          Mat y = field(mat, CELL_PX * scale, deviation, random);
          addPosition(x, y);
          Mat warped = new Mat();
          opencv_imgproc.remap(mat, warped, x, y, INTER_LINEAR, BORDER_REFLECT_101, new Scalar());
          return warped;
        });
  }

  private static Mat field(Mat mat, double cell, double deviation, RandomGenerator random) {
    int rows = (int) Math.max(2, Math.round(mat.rows() / cell) + 1);
    int columns = (int) Math.max(2, Math.round(mat.cols() / cell) + 1);
    float[] draws = new float[rows * columns];
    for (int i = 0; i < draws.length; i++) {
      draws[i] = (float) (deviation * random.nextGaussian());
    }
    Mat field = new Mat();
    opencv_imgproc.resize(Mats.of(draws, rows, columns), field, Mats.size(mat), 0, 0, INTER_CUBIC);
    return field;
  }

  private static void addPosition(Mat x, Mat y) {
    int rows = x.rows();
    int columns = x.cols();
    float[] xs = new float[rows * columns];
    float[] ys = new float[rows * columns];
    new FloatPointer(x.data()).get(xs);
    new FloatPointer(y.data()).get(ys);
    for (int i = 0; i < xs.length; i++) {
      int row = i / columns;
      xs[i] += i % columns;
      ys[i] += row;
    }
    new FloatPointer(x.data()).put(xs);
    new FloatPointer(y.data()).put(ys);
  }
}
