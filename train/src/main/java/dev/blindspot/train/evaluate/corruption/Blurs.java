package dev.blindspot.train.evaluate.corruption;

import static org.bytedeco.opencv.global.opencv_core.BORDER_REFLECT_101;
import static org.bytedeco.opencv.global.opencv_core.BORDER_REPLICATE;

import dev.blindspot.train.data.image.DecodedImage;
import java.util.random.RandomGenerator;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Size;

/** Blur of lenses and movement. */
final class Blurs {
  private static final Levels DISK_RADII_PX =
      Levels.imageNet(3, 4, 6, 8, 10)
          .tinyImageNet(0.5, 1, 1.5, 2.5, 3)
          .cifar(0.3, 0.4, 0.5, 1, 1.5);
  private static final Levels DISK_RIM_SIGMAS_PX =
      Levels.imageNet(0.1, 0.5, 0.5, 0.5, 0.5)
          .tinyImageNet(0.6, 0.1, 0.1, 0.01, 0.1)
          .cifar(0.4, 0.5, 0.6, 0.2, 0.1);
  private static final Levels MOTION_RADII_PX =
      Levels.imageNet(10, 15, 15, 15, 20).tinyImageNet(10, 10, 10, 10, 12).cifar(6, 6, 6, 8, 9);
  private static final Levels MOTION_SIGMAS_PX =
      Levels.imageNet(3, 5, 8, 12, 15).tinyImageNet(1, 1.5, 2, 2.5, 3).cifar(1, 1.5, 2, 2, 2.5);
  private static final Levels ZOOM_STOPS =
      Levels.imageNet(1.11, 1.16, 1.21, 1.26, 1.31)
          .tinyImageNet(1.06, 1.11, 1.16, 1.21, 1.26)
          .cifar(1.06, 1.11, 1.16, 1.21, 1.26);
  private static final Levels ZOOM_STEPS =
      Levels.imageNet(0.01, 0.01, 0.02, 0.02, 0.03)
          .tinyImageNet(0.01, 0.01, 0.01, 0.01, 0.01)
          .cifar(0.01, 0.01, 0.01, 0.01, 0.01);

  /** The least side of the authors' array of a disk, whose border folds the smoothed rim back. */
  private static final int DISK_REACH_PX = 8;

  private static final int SUBPIXELS = 4;

  private Blurs() {}

  /**
   * Every point becomes a disk, as out of focus, with a slightly smoothed rim. At the law's own
   * side the disk has whole pixels like the authors'; at others a pixel counts by its covered part,
   * since whole ones would make the strength jump with the size.
   */
  static DecodedImage defocus(DecodedImage image, Severity severity, RandomGenerator random) {
    double radius = DISK_RADII_PX.at(severity) * severity.scale();
    int parts = severity.scale() == 1 ? 1 : SUBPIXELS;
    int reach = Math.max(DISK_REACH_PX, (int) Math.ceil(radius));
    Kernel kernel = new Kernel(reach);
    for (int i = -reach * parts; i < (reach + 1) * parts; i++) {
      for (int j = -reach * parts; j < (reach + 1) * parts; j++) {
        double y = (i + 0.5) / parts - 0.5;
        double x = (j + 0.5) / parts - 0.5;
        if (Math.hypot(x, y) <= radius) {
          kernel.add(Math.floorDiv(j, parts), Math.floorDiv(i, parts), 1);
        }
      }
    }
    return kernel.filter(
        image,
        DISK_RIM_SIGMAS_PX.at(severity) * severity.scale(),
        reach > DISK_REACH_PX ? 5 : 3,
        BORDER_REFLECT_101);
  }

  /**
   * Every point becomes a fading line within 45 degrees of the horizontal: half a normal curve with
   * {@code 2 radius + 1} taps a pixel apart, each at the nearest pixel, as ImageMagick's motion
   * blur.
   */
  static DecodedImage motion(DecodedImage image, Severity severity, RandomGenerator random) {
    double sigma = MOTION_SIGMAS_PX.at(severity) * severity.scale();
    int last = 2 * (int) Math.ceil(MOTION_RADII_PX.at(severity) * severity.scale());
    double angle = Math.toRadians(90 * random.nextDouble() - 45);
    Kernel kernel = new Kernel(last);
    for (int at = 0; at <= last; at++) {
      kernel.add(
          (int) Math.ceil(at * Math.cos(angle) - 0.5),
          (int) Math.ceil(at * Math.sin(angle) - 0.5),
          Math.exp(-at * at / (2 * sigma * sigma)));
    }
    return kernel.filter(image, 0, 1, BORDER_REPLICATE);
  }

  /** The mean of the image and of its enlargements. */
  static DecodedImage zoom(DecodedImage image, Severity severity, RandomGenerator random) {
    return ZoomBlur.of(image, ZOOM_STOPS.at(severity), ZOOM_STEPS.at(severity));
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

    void add(int x, int y, double weight) {
      weights[(y + reach) * side + x + reach] += (float) weight;
      sum += weight;
    }

    /**
     * @param sigma of a Gaussian that smooths the weights first
     * @param taps of the Gaussian along each axis; 1 for no smoothing
     * @param border what is taken to lie outside of the image
     */
    DecodedImage filter(DecodedImage image, double sigma, int taps, int border) {
      for (int i = 0; i < weights.length; i++) {
        weights[i] /= (float) sum;
      }
      return Mats.change(
          image,
          mat -> {
            Mat blurred = new Mat();
            Mat smooth = new Mat();
            opencv_imgproc.GaussianBlur(
                Mats.of(weights, side, side), smooth, new Size(taps, taps), sigma);
            opencv_imgproc.filter2D(
                mat, blurred, opencv_core.CV_8U, smooth, new Point(-1, -1), 0, border);
            return blurred;
          });
    }
  }
}
