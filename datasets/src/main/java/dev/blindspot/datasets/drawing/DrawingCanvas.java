package dev.blindspot.datasets.drawing;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.add;
import static org.bytedeco.opencv.global.opencv_core.addWeighted;
import static org.bytedeco.opencv.global.opencv_core.bitwise_not;
import static org.bytedeco.opencv.global.opencv_core.multiply;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_GRAY2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.LINE_8;
import static org.bytedeco.opencv.global.opencv_imgproc.LINE_AA;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.fillPoly;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * A square BGR image larger than the wanted one, and the few ways to paint on it. Coordinates are
 * pixels of this larger image. All points turn with the canvas's roll, so that a whole scene can be
 * tilted. Lives inside one {@code PointerScope}, which frees its native memory.
 */
public final class DrawingCanvas {
  private static final int SUBPIXEL_BITS = 4;
  private static final double SUBPIXEL = 1 << SUBPIXEL_BITS;
  private static final int MAX_POINTS = 1024;

  private final Mat mat;
  private final int side;
  private final double sin;
  private final double cos;
  private final IntPointer coordinates = new IntPointer(2L * MAX_POINTS);
  private final Point points = new Point(coordinates);
  private final IntPointer count = new IntPointer(1);
  private final Scalar ink = new Scalar(4);
  private final Point origin = new Point(0, 0);

  public DrawingCanvas(int side, double rollDegrees) {
    this.side = side;
    this.mat = new Mat(side, side, CV_8UC3, new Scalar(128, 128, 128, 0));
    this.sin = Math.sin(Math.toRadians(rollDegrees));
    this.cos = Math.cos(Math.toRadians(rollDegrees));
  }

  public Mat mat() {
    return mat;
  }

  public int side() {
    return side;
  }

  /** Where a point lies once the canvas is rolled. */
  public Pt rolled(Pt p) {
    double x = p.x() - side / 2.0;
    double y = p.y() - side / 2.0;
    return new Pt(side / 2.0 + cos * x - sin * y, side / 2.0 + sin * x + cos * y);
  }

  public void fill(Tint tint, List<Pt> polygon) {
    polygon(mat, tint, polygon, 0, 0);
  }

  public void fill(Tint tint, Pt... polygon) {
    fill(tint, List.of(polygon));
  }

  public void rectangle(Tint tint, double left, double top, double right, double bottom) {
    fill(tint, box(left, top, right, bottom));
  }

  public void ellipse(Tint tint, Pt centre, double radiusX, double radiusY) {
    fill(tint, Shapes.ellipse(centre, radiusX, radiusY, 18));
  }

  /** A line as a thin quadrilateral, at least half an image pixel wide. */
  public void line(Tint tint, Pt from, Pt to, double width) {
    double dx = to.x() - from.x();
    double dy = to.y() - from.y();
    double length = Math.max(1e-6, Math.hypot(dx, dy));
    double nx = -dy / length * width / 2;
    double ny = dx / length * width / 2;
    fill(tint, from.plus(nx, ny), to.plus(nx, ny), to.plus(-nx, -ny), from.plus(-nx, -ny));
  }

  public void polyline(Tint tint, List<Pt> points, double width) {
    for (int i = 0; i + 1 < points.size(); i++) {
      line(tint, points.get(i), points.get(i + 1), width);
    }
  }

  /** A polygon that lets the image below shine through. */
  public void blend(Tint tint, double opacity, List<Pt> polygon) {
    Rect bounds = bounds(polygon);
    if (bounds.area() == 0) {
      return;
    }
    Mat region = mat.apply(bounds);
    Mat painted = region.clone();
    polygon(painted, tint, polygon, bounds.x(), bounds.y());
    addWeighted(painted, opacity, region, 1 - opacity, 0, region);
  }

  /** A polygon whose colour runs through the stops from its top to its bottom. */
  public void gradient(List<Pt> polygon, Tint... stops) {
    Rect bounds = bounds(polygon);
    if (bounds.area() == 0) {
      return;
    }
    Mat column = new Mat(stops.length, 1, CV_8UC3);
    byte[] bytes = new byte[stops.length * 3];
    for (int i = 0; i < stops.length; i++) {
      bytes[3 * i] = clip(stops[i].blue());
      bytes[3 * i + 1] = clip(stops[i].green());
      bytes[3 * i + 2] = clip(stops[i].red());
    }
    column.data().put(bytes);
    Mat shades = new Mat();
    resize(column, shades, bounds.size(), 0, 0, INTER_LINEAR);
    // hard edges: a fifth of the time of blending, and the outline is smoothed when scaled down
    Mat mask = new Mat(bounds.size(), CV_8UC1, new Scalar(0));
    polygon(mask, Tint.WHITE, polygon, bounds.x(), bounds.y(), LINE_8);
    shades.copyTo(mat.apply(bounds), mask);
  }

  public void stain(Rect region, Tint tint, Mat mask) {
    stain(mat.apply(region), tint, mask);
  }

  public static void stain(Mat target, Tint tint, Mat mask) {
    stain(target, new Mat(target.size(), CV_8UC3, scalar(tint)), mask);
  }

  /** Paints colours through a mask of 0..255 of the same size. */
  private static void stain(Mat target, Mat colours, Mat mask) {
    Mat through = new Mat();
    cvtColor(mask, through, COLOR_GRAY2BGR);
    Mat kept = new Mat();
    bitwise_not(through, kept);
    multiply(colours, through, colours, 1 / 255.0, -1);
    multiply(target, kept, target, 1 / 255.0, -1);
    add(target, colours, target);
  }

  /** Paints a polygon, given on a canvas, into an image of a part of that canvas. */
  public static void paintInto(
      Mat part, DrawingCanvas canvas, Rect bounds, Tint tint, List<Pt> polygon) {
    canvas.polygon(part, tint, polygon, bounds.x(), bounds.y());
  }

  public Mat mask(Rect bounds, List<Pt> polygon) {
    Mat mask = new Mat(bounds.size(), CV_8UC1, new Scalar(0));
    polygon(mask, Tint.WHITE, polygon, bounds.x(), bounds.y());
    return mask;
  }

  /** The part of the canvas that a polygon can touch; empty outside. */
  public Rect bounds(List<Pt> polygon) {
    Bounds extent = new Bounds();
    polygon.forEach(p -> extent.include(rolled(p)));
    int left = (int) Math.max(0, Math.floor(extent.left()) - 1);
    int top = (int) Math.max(0, Math.floor(extent.top()) - 1);
    int right = (int) Math.min(side, Math.ceil(extent.right()) + 2);
    int bottom = (int) Math.min(side, Math.ceil(extent.bottom()) + 2);
    return right > left && bottom > top
        ? new Rect(left, top, right - left, bottom - top)
        : new Rect(0, 0, 0, 0);
  }

  public static Scalar scalar(Tint tint) {
    return new Scalar(tint.blue(), tint.green(), tint.red(), 0);
  }

  public static List<Pt> box(double left, double top, double right, double bottom) {
    List<Pt> corners = new ArrayList<>(4);
    corners.add(new Pt(left, top));
    corners.add(new Pt(right, top));
    corners.add(new Pt(right, bottom));
    corners.add(new Pt(left, bottom));
    return corners;
  }

  /** A fraction of the side, in canvas pixels. */
  public double share(double fraction) {
    return side * fraction;
  }

  public Size size() {
    return new Size(side, side);
  }

  private void polygon(Mat target, Tint tint, List<Pt> polygon, int left, int top) {
    polygon(target, tint, polygon, left, top, LINE_AA);
  }

  private void polygon(Mat target, Tint tint, List<Pt> polygon, int left, int top, int lineType) {
    int n = Math.min(MAX_POINTS, polygon.size());
    for (int i = 0; i < n; i++) {
      Pt p = rolled(polygon.get(i));
      coordinates.put(2L * i, fixed(p.x() - left));
      coordinates.put(2L * i + 1, fixed(p.y() - top));
    }
    count.put(0, n);
    ink.put(0, clipped(tint.blue()));
    ink.put(1, clipped(tint.green()));
    ink.put(2, clipped(tint.red()));
    fillPoly(target, points, count, 1, ink, lineType, SUBPIXEL_BITS, origin);
  }

  /** Far outside is far enough: OpenCV's fixed-point coordinates overflow on larger numbers. */
  private int fixed(double coordinate) {
    return (int) Math.round(Math.max(-4.0 * side, Math.min(5.0 * side, coordinate)) * SUBPIXEL);
  }

  private static double clipped(double value) {
    return Math.max(0, Math.min(255, value));
  }

  private static byte clip(double value) {
    return (byte) Math.round(clipped(value));
  }
}
