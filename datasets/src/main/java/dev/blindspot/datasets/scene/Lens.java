package dev.blindspot.datasets.scene;

import static org.bytedeco.opencv.global.opencv_core.CV_16SC3;
import static org.bytedeco.opencv.global.opencv_core.CV_64F;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.add;
import static org.bytedeco.opencv.global.opencv_core.noArray;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;
import static org.bytedeco.opencv.global.opencv_imgproc.GaussianBlur;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import dev.blindspot.datasets.drawing.Dice;
import dev.blindspot.datasets.drawing.DrawingCanvas;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.RNG;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * From the canvas to the photograph: scaling down, blur, exposure, sensor noise, JPEG compression.
 */
final class Lens {
  private Lens() {}

  static Mat photograph(DrawingCanvas canvas, int sizePx, boolean dark, Dice dice) {
    Mat image = new Mat();
    resize(canvas.mat(), image, new Size(sizePx, sizePx), 0, 0, INTER_AREA);
    double sigma = dice.between(0.15, 0.65) * sizePx / 128;
    GaussianBlur(image, image, new Size(0, 0), sigma);
    image.convertTo(image, CV_8UC3, dice.between(0.88, 1.12), dice.between(-12, 12));
    noise(image, dice.between(1.5, 5) + (dark ? dice.between(1, 4) : 0), dice.seed());
    return compressed(image, dice.count(72, 96));
  }

  private static void noise(Mat image, double deviation, int seed) {
    Mat noise = new Mat(image.size(), CV_16SC3);
    RNG random = new RNG(seed);
    random._fill(
        noise,
        RNG.NORMAL,
        new Mat(1, 1, CV_64F, Scalar.all(0)),
        new Mat(1, 1, CV_64F, Scalar.all(deviation)),
        false);
    add(image, noise, image, noArray(), CV_8UC3);
  }

  private static Mat compressed(Mat image, int quality) {
    BytePointer bytes = new BytePointer();
    imencode(".jpg", image, bytes, new IntPointer(IMWRITE_JPEG_QUALITY, quality));
    return imdecode(new Mat(bytes, false), IMREAD_COLOR);
  }
}
