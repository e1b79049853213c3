package dev.blindspot.datasets.scene;

import static org.bytedeco.opencv.global.opencv_core.CV_64F;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.addWeighted;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_GRAY2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import dev.blindspot.datasets.drawing.Dice;
import dev.blindspot.datasets.drawing.DrawingCanvas;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.RNG;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/** Grain and stains of ground, walls and leaves: grey noise on two scales. */
final class Texture {
  private static final int GREY = 128;

  private Texture() {}

  /** Roughens everything below a little above the horizon; the sky stays smooth. */
  static void roughen(DrawingCanvas canvas, double horizon, Dice dice) {
    int top = (int) Math.max(0, Math.min(canvas.side() - 8.0, horizon - canvas.share(0.18)));
    Rect bounds = new Rect(0, top, canvas.side(), canvas.side() - top);
    Mat noise =
        noise(bounds.width() / 3, Math.max(2, bounds.height() / 3), dice.between(4, 9), dice);
    Mat stains = noise(14, 12, dice.between(5, 10), dice);
    resize(stains, stains, noise.size(), 0, 0, INTER_LINEAR);
    addWeighted(noise, 1, stains, 1, -GREY, noise);
    resize(noise, noise, new Size(bounds.width(), bounds.height()), 0, 0, INTER_LINEAR);
    cvtColor(noise, noise, COLOR_GRAY2BGR);
    Mat region = canvas.mat().apply(bounds);
    addWeighted(region, 1, noise, 1, -GREY, region);
  }

  private static Mat noise(int width, int height, double deviation, Dice dice) {
    Mat noise = new Mat(height, width, CV_8UC1);
    Mat mean = new Mat(1, 1, CV_64F, Scalar.all(GREY));
    Mat spread = new Mat(1, 1, CV_64F, Scalar.all(deviation));
    new RNG(dice.seed())._fill(noise, RNG.NORMAL, mean, spread, false);
    return noise;
  }
}
