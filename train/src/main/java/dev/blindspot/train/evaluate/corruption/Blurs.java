package dev.blindspot.train.evaluate.corruption;

import static org.bytedeco.opencv.global.opencv_core.BORDER_REFLECT_101;
import static org.bytedeco.opencv.global.opencv_core.CV_32FC3;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import dev.blindspot.train.data.image.DecodedImage;
import java.util.random.RandomGenerator;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Rect;

/** Blur of lenses and movement. */
final class Blurs {
  private static final double[] DISK_RADII_PX = {3, 4, 6, 8, 10};
  private static final double[] MOTION_LENGTHS_PX = {10, 15, 15, 15, 20};
  private static final double[] MOTION_SIGMAS_PX = {3, 5, 8, 12, 15};
  private static final double[] ZOOM_MOST = {1.10, 1.15, 1.20, 1.24, 1.30};
  private static final double[] ZOOM_STEPS = {0.01, 0.01, 0.02, 0.02, 0.03};
  private static final int SUBPIXELS = 4;

  private Blurs() {}

  /** Every point becomes a disk, as out of focus; the disk's rim is covered in parts. */
  static DecodedImage defocus(DecodedImage image, int level, RandomGenerator random) {
    double radius = Math.max(0.75, DISK_RADII_PX[level] * Corruptions.scale(image));
    int reach = (int) Math.ceil(radius);
    Kernel kernel = new Kernel(reach);
    int from = -(reach * SUBPIXELS + SUBPIXELS / 2);
    for (int row = from; row < -from; row++) {
      for (int column = from; column < -from; column++) {
        double y = (row + 0.5) / SUBPIXELS;
        double x = (column + 0.5) / SUBPIXELS;
        if (Math.hypot(x, y) <= radius) {
          kernel.add(x, y, 1);
        }
      }
    }
    return kernel.filter(image);
  }

  /** Every point becomes a fading line within 45 degrees of the horizontal. */
  static DecodedImage motion(DecodedImage image, int level, RandomGenerator random) {
    double scale = Corruptions.scale(image);
    double length = Math.max(1, MOTION_LENGTHS_PX[level] * scale);
    double sigma = Math.max(0.5, MOTION_SIGMAS_PX[level] * scale);
    double angle = Math.toRadians(90 * random.nextDouble() - 45);
    Kernel kernel = new Kernel((int) Math.ceil(length));
    for (double at = 0; at <= length; at += 1.0 / SUBPIXELS) {
      kernel.add(
          at * Math.cos(angle), at * Math.sin(angle), Math.exp(-at * at / (2 * sigma * sigma)));
    }
    return kernel.filter(image);
  }

  /** The mean of the image and of its enlargements, as a lens that zooms while it is open. */
  static DecodedImage zoom(DecodedImage image, int level, RandomGenerator random) {
    return Mats.change(
        image,
        mat -> {
          Mat sum = new Mat();
          mat.convertTo(sum, CV_32FC3);
          int count = 1;
          Mat enlarged = new Mat();
          for (double z = 1; z < ZOOM_MOST[level] + 1e-9; z += ZOOM_STEPS[level]) {
            opencv_imgproc.resize(centre(mat, z), enlarged, Mats.size(mat));
            opencv_imgproc.accumulate(enlarged, sum);
            count++;
          }
          Mat mean = new Mat();
          sum.convertTo(mean, CV_8UC3, 1.0 / count, 0);
          return mean;
        });
  }

  private static Mat centre(Mat mat, double zoom) {
    int width = (int) Math.ceil(mat.cols() / zoom);
    int height = (int) Math.ceil(mat.rows() / zoom);
    return new Mat(
        mat, new Rect((mat.cols() - width) / 2, (mat.rows() - height) / 2, width, height));
  }

  /** Weights about a centre. */
  private static final class Kernel {
    private final int reach;
    private final int side;
    private final float[] weights;
    private double sum;

    Kernel(int reach) {
      this.reach = reach;
      this.side = 2 * reach + 1;
      this.weights = new float[side * side];
    }

    void add(double x, double y, double weight) {
      int column = (int) Math.round(x) + reach;
      int row = (int) Math.round(y) + reach;
      weights[row * side + column] += (float) weight;
      sum += weight;
    }

    DecodedImage filter(DecodedImage image) {
      for (int i = 0; i < weights.length; i++) {
        weights[i] /= (float) sum;
      }
      return Mats.change(
          image,
          mat -> {
            Mat blurred = new Mat();
            opencv_imgproc.filter2D(
                mat,
                blurred,
                opencv_core.CV_8U,
                Mats.of(weights, side, side),
                new Point(-1, -1),
                0,
                BORDER_REFLECT_101);
            return blurred;
          });
    }
  }
}
