package dev.blindspot.train.evaluate.corruption;

import static org.bytedeco.opencv.global.opencv_core.BORDER_REFLECT;
import static org.bytedeco.opencv.global.opencv_core.BORDER_REFLECT_101;
import static org.bytedeco.opencv.global.opencv_core.CV_32FC3;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.GEMM_2_T;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;

import dev.blindspot.train.data.image.DecodedImage;
import java.util.random.RandomGenerator;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;

/**
 * ImageNet-C's elastic transform: a random affine map, then a displacement of every point (Simard,
 * Steinkraus and Platt 2003) that is uniform noise smoothed by a Gaussian. The severities differ in
 * kind: at 224 pixels 1 and 2 move the whole image by up to a tenth and a fifth of its side, 3 to 5
 * move it little and crumple it finely, so that 3 may cost less accuracy than 2.
 */
final class Elastic {
  /** The constants for 224 pixels multiply 244, which the authors call a harmless slip. */
  private static final double SLIP = 244.0 / 224;

  /** Largest displacement before smoothing, in sides of the image. */
  private static final Levels ALPHAS =
      Levels.imageNet(2 * SLIP, 2 * SLIP, 0.05 * SLIP, 0.07 * SLIP, 0.12 * SLIP)
          .tinyImageNet(0, 0.05, 0.1, 0.1, 0.16)
          .cifar(0, 0.05, 0.08, 0.1, 0.1);

  /** Standard deviation of the smoothing, in sides. */
  private static final Levels SIGMAS =
      Levels.imageNet(0.7 * SLIP, 0.08 * SLIP, 0.01 * SLIP, 0.01 * SLIP, 0.01 * SLIP)
          .tinyImageNet(0, 0.3, 0.08, 0.03, 0.03)
          .cifar(0, 0.2, 0.06, 0.04, 0.03);

  /** How far the corners of the affine map move, in sides. */
  private static final Levels CORNERS =
      Levels.imageNet(0.1 * SLIP, 0.2 * SLIP, 0.02 * SLIP, 0.02 * SLIP, 0.02 * SLIP)
          .tinyImageNet(0.08, 0.06, 0.06, 0.03, 0.02)
          .cifar(0.08, 0.07, 0.06, 0.05, 0.03);

  private static final double SMOOTHED_SIGMAS = 3;

  private Elastic() {}

  static DecodedImage of(DecodedImage image, Severity severity, RandomGenerator random) {
    int side = Math.max(image.height(), image.width());
    return Mats.change(
        image,
        mat -> {
          Mat precise = new Mat();
          mat.convertTo(precise, CV_32FC3);
          Mat turned = new Mat();
          opencv_imgproc.warpAffine(
              precise,
              turned,
              affine(mat, side * CORNERS.at(severity), random),
              Mats.size(mat),
              INTER_LINEAR,
              BORDER_REFLECT_101,
              new Scalar());
          double alpha = side * ALPHAS.at(severity);
          double sigma = side * SIGMAS.at(severity);
          Mat x = field(mat, alpha, sigma, random);
          Mat y = field(mat, alpha, sigma, random);
          addPosition(x, y);
          Mat moved = new Mat();
          opencv_imgproc.remap(turned, moved, x, y, INTER_LINEAR, BORDER_REFLECT, new Scalar());
          Mat result = new Mat();
          moved.convertTo(result, CV_8UC3);
          return result;
        });
  }

  /** Three corners of a square in the middle, each moved by up to {@code reach} along both axes. */
  private static Mat affine(Mat mat, double reach, RandomGenerator random) {
    int square = Math.min(mat.rows(), mat.cols()) / 3;
    int middleX = mat.cols() / 2;
    int middleY = mat.rows() / 2;
    float[] from = {
      middleX + square,
      middleY + square,
      middleX + square,
      middleY - square,
      middleX - square,
      middleY - square
    };
    float[] to = new float[from.length];
    for (int i = 0; i < to.length; i++) {
      to[i] = from[i] + (float) (reach * (2 * random.nextDouble() - 1));
    }
    return opencv_imgproc.getAffineTransform(Mats.of(from, 3, 2), Mats.of(to, 3, 2));
  }

  private static Mat field(Mat mat, double alpha, double sigma, RandomGenerator random) {
    float[] draws = new float[mat.rows() * mat.cols()];
    for (int i = 0; i < draws.length; i++) {
      draws[i] = 2 * random.nextFloat() - 1;
    }
    Mat noise = Mats.of(draws, mat.rows(), mat.cols());
    Mat along = new Mat();
    Mat field = new Mat();
    opencv_core.gemm(noise, smoothing(mat.cols(), sigma), alpha, new Mat(), 0, along, GEMM_2_T);
    opencv_core.gemm(smoothing(mat.rows(), sigma), along, 1, new Mat(), 0, field, 0);
    return field;
  }

  /**
   * A Gaussian filter of an axis that is reflected at its ends, as a matrix: the filter may be
   * longer than the axis.
   */
  private static Mat smoothing(int length, double sigma) {
    int reach = (int) (SMOOTHED_SIGMAS * sigma + 0.5);
    double[] taps = new double[reach + 1];
    double sum = 0;
    for (int k = 0; k <= reach; k++) {
      taps[k] = k == 0 ? 1 : Math.exp(-k * k / (2 * sigma * sigma));
      sum += k == 0 ? taps[k] : 2 * taps[k];
    }
    float[] matrix = new float[length * length];
    for (int i = 0; i < length; i++) {
      for (int k = -reach; k <= reach; k++) {
        int at = Math.floorMod(i + k, 2 * length);
        int folded = at < length ? at : 2 * length - 1 - at;
        matrix[i * length + folded] += (float) (taps[Math.abs(k)] / sum);
      }
    }
    return Mats.of(matrix, length, length);
  }

  private static void addPosition(Mat x, Mat y) {
    int columns = x.cols();
    float[] xs = new float[x.rows() * columns];
    float[] ys = new float[xs.length];
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
