package dev.blindspot.datasets.scene;

import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.blur;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import dev.blindspot.datasets.drawing.Dice;
import dev.blindspot.datasets.drawing.DrawingCanvas;
import dev.blindspot.datasets.drawing.Pt;
import dev.blindspot.datasets.drawing.Shapes;
import dev.blindspot.datasets.drawing.Tint;
import dev.blindspot.datasets.scene.Weather.Conditions;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Size;

/** A gradient with soft clouds, drawn small and enlarged: skies have no fine detail. */
final class Sky {
  private static final int SMALL_SIDE = 96;

  /** How far a rolled horizon can rise or sink, as a share of the canvas. */
  private static final double TILT = 0.04;

  private Sky() {}

  static void paint(DrawingCanvas canvas, Conditions conditions, double horizon, Dice dice) {
    DrawingCanvas small = new DrawingCanvas(SMALL_SIDE, 0);
    double scale = (double) SMALL_SIDE / canvas.side();
    double low = Math.max(SMALL_SIDE * 0.15, horizon * scale);
    small.rectangle(conditions.skyLow(), -1, -1, SMALL_SIDE + 1.0, SMALL_SIDE + 1.0);
    small.gradient(
        DrawingCanvas.box(-1, -1, SMALL_SIDE + 1.0, low),
        conditions.skyTop(),
        conditions.skyTop().mix(conditions.skyLow(), 0.5),
        conditions.skyLow());
    for (int i = 0; i < conditions.clouds(); i++) {
      cloud(small, conditions.cloud(), low, dice);
    }
    blur(small.mat(), small.mat(), new Size(5, 5));
    enlarge(small, canvas, (horizon + canvas.share(TILT)) * scale);
  }

  /** Only what the ground will not cover. */
  private static void enlarge(DrawingCanvas small, DrawingCanvas canvas, double wantedRows) {
    int rows = (int) Math.max(2, Math.min(SMALL_SIDE, Math.ceil(wantedRows)));
    int canvasRows = (int) Math.ceil((double) rows * canvas.side() / SMALL_SIDE);
    Mat target = canvas.mat().apply(new Rect(0, 0, canvas.side(), canvasRows));
    Mat source = small.mat().apply(new Rect(0, 0, SMALL_SIDE, rows));
    resize(source, target, target.size(), 0, 0, INTER_LINEAR);
  }

  private static void cloud(DrawingCanvas small, Tint tint, double low, Dice dice) {
    double x = dice.between(0, SMALL_SIDE);
    double y = dice.between(0, low * 0.8);
    double width = dice.between(6, 18);
    for (int puff = 0; puff < 4; puff++) {
      Pt centre = new Pt(x + dice.between(-width, width), y + dice.between(-2, 2));
      double radius = dice.between(0.35, 0.7) * width;
      small.blend(tint.varied(dice, 0.04), 0.55, Shapes.ellipse(centre, radius, radius * 0.4, 14));
    }
  }
}
