package dev.blindspot.datasets.drawing;

import static org.bytedeco.opencv.global.opencv_core.BORDER_CONSTANT;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_imgproc.FONT_HERSHEY_DUPLEX;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.LINE_AA;
import static org.bytedeco.opencv.global.opencv_imgproc.getPerspectiveTransform;
import static org.bytedeco.opencv.global.opencv_imgproc.getTextSize;
import static org.bytedeco.opencv.global.opencv_imgproc.putText;
import static org.bytedeco.opencv.global.opencv_imgproc.warpPerspective;

import java.util.List;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Point2f;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Text on any flat surface: written upright into a mask, then laid onto four corners in
 * perspective.
 */
public final class Lettering {
  private Lettering() {}

  /** Text that fills its mask: 0 outside the strokes, 255 inside. */
  public static Mat mask(String text, double fontScale, int thickness) {
    IntPointer baseline = new IntPointer(1);
    Size size = getTextSize(text, FONT_HERSHEY_DUPLEX, fontScale, thickness, baseline);
    int below = text.chars().anyMatch(c -> "gjpqy".indexOf(c) >= 0) ? baseline.get(0) : 0;
    int pad = (thickness + 1) / 2 + 1;
    Mat mask =
        new Mat(size.height() + 2 * pad + below, size.width() + 2 * pad, CV_8UC1, new Scalar(0));
    Point start = new Point(pad, pad + size.height());
    putText(
        mask,
        text,
        start,
        FONT_HERSHEY_DUPLEX,
        fontScale,
        Scalar.all(255),
        thickness,
        LINE_AA,
        false);
    return mask;
  }

  /**
   * Writes onto a surface.
   *
   * @param quad upper left, upper right, lower right, lower left corner as the reader sees them, on
   *     the canvas
   * @param weight thickness of the strokes, about 1 (thin) to 4 (bold)
   */
  public static void write(
      DrawingCanvas canvas, String text, Tint tint, List<Pt> quad, int weight) {
    Rect bounds = canvas.bounds(quad);
    if (bounds.area() == 0) {
      return;
    }
    Mat flat = mask(text, 1, weight);
    Point2f from = new Point2f(4);
    corner(from, 0, 0, 0);
    corner(from, 1, flat.cols(), 0);
    corner(from, 2, flat.cols(), flat.rows());
    corner(from, 3, 0, flat.rows());
    Point2f to = new Point2f(4);
    for (int i = 0; i < 4; i++) {
      Pt p = canvas.rolled(quad.get(i));
      corner(to, i, p.x() - bounds.x(), p.y() - bounds.y());
    }
    Mat mask = new Mat();
    warpPerspective(
        flat,
        mask,
        getPerspectiveTransform(from.position(0), to.position(0)),
        bounds.size(),
        INTER_LINEAR,
        BORDER_CONSTANT,
        new Scalar(0));
    canvas.stain(bounds, tint, mask);
  }

  private static void corner(Point2f points, int index, double x, double y) {
    points.position(index).x((float) x).y((float) y);
  }
}
