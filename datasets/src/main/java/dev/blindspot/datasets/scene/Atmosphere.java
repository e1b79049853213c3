package dev.blindspot.datasets.scene;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.add;
import static org.bytedeco.opencv.global.opencv_core.addWeighted;
import static org.bytedeco.opencv.global.opencv_imgproc.blur;

import dev.blindspot.datasets.drawing.Bounds;
import dev.blindspot.datasets.drawing.Camera;
import dev.blindspot.datasets.drawing.Dice;
import dev.blindspot.datasets.drawing.DrawingCanvas;
import dev.blindspot.datasets.drawing.Pt;
import dev.blindspot.datasets.drawing.Shapes;
import dev.blindspot.datasets.drawing.SunLight;
import dev.blindspot.datasets.drawing.Tint;
import dev.blindspot.datasets.vehicle.Build;
import dev.blindspot.datasets.vehicle.VehicleView.Lamp;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/** What light and air do: the shadow on the road, glowing lamps, fog and rain. */
final class Atmosphere {
  private Atmosphere() {}

  /** The shadow below and beside a vehicle: dark where it touches the road, soft outside. */
  static void shadow(DrawingCanvas canvas, Camera camera, Build build, SunLight light) {
    double h = build.length() / 2;
    double w = build.width() / 2;
    double strength = Math.min(1, light.directed() * 2);
    double cast = build.height() * 0.45 * strength;
    double dx = -camera.mirror() * light.x() * cast * Math.cos(camera.yaw());
    soft(
        canvas,
        0.30 + 0.15 * strength,
        canvas.share(0.04),
        List.of(
            camera.at(-h + Math.min(0, dx), 0, -w - 0.35),
            camera.at(h + Math.max(0, dx), 0, -w - 0.35),
            camera.at(h + Math.max(0, dx), 0, w + cast),
            camera.at(-h + Math.min(0, dx), 0, w + cast)));
    soft(
        canvas,
        0.72,
        canvas.share(0.018),
        List.of(
            camera.at(-h + 0.1, 0, -w + 0.02),
            camera.at(h - 0.1, 0, -w + 0.02),
            camera.at(h - 0.1, 0, w),
            camera.at(-h + 0.1, 0, w)));
  }

  private static void soft(DrawingCanvas canvas, double opacity, double radius, List<Pt> outline) {
    Rect inner = canvas.bounds(outline);
    if (inner.area() == 0) {
      return;
    }
    int pad = (int) Math.ceil(radius);
    int left = Math.max(0, inner.x() - pad);
    int top = Math.max(0, inner.y() - pad);
    int right = Math.min(canvas.side(), inner.x() + inner.width() + pad);
    int bottom = Math.min(canvas.side(), inner.y() + inner.height() + pad);
    Rect bounds = new Rect(left, top, right - left, bottom - top);
    Mat mask = canvas.mask(bounds, outline);
    int kernel = 2 * Math.max(1, (int) Math.round(radius / 2)) + 1;
    blur(mask, mask, new Size(kernel, kernel));
    blur(mask, mask, new Size(kernel, kernel));
    mask.convertTo(mask, CV_8UC1, opacity, 0);
    canvas.stain(bounds, Tint.hex(0x0A0B0E), mask);
  }

  /** Paints lamps bright and lets them shine into the air around them. */
  static void glow(DrawingCanvas canvas, List<Lamp> lamps, boolean dark) {
    for (Lamp lamp : lamps) {
      if (!lamp.always() && !dark) {
        continue;
      }
      canvas.fill(lamp.tint(), lamp.outline());
      double strength = lamp.strength() * (dark ? 0.85 : 0.7);
      if (lamp.glowPx() > 0) {
        halo(canvas, lamp, lamp.glowPx() * (dark ? 1.3 : 1), strength);
      }
    }
  }

  private static void halo(DrawingCanvas canvas, Lamp lamp, double radius, double strength) {
    Bounds extent = new Bounds();
    lamp.outline().forEach(extent::include);
    Pt centre = new Pt((extent.left() + extent.right()) / 2, (extent.top() + extent.bottom()) / 2);
    double rx = radius + (extent.right() - extent.left()) / 2;
    double ry = radius + (extent.bottom() - extent.top()) / 2;
    Rect bounds = canvas.bounds(Shapes.ellipse(centre, rx, ry, 16));
    if (bounds.area() == 0) {
      return;
    }
    Mat light = new Mat(bounds.size(), CV_8UC3, new Scalar(0, 0, 0, 0));
    DrawingCanvas.paintInto(
        light,
        canvas,
        bounds,
        lamp.tint().scaled(strength),
        Shapes.ellipse(centre, rx * 0.55, ry * 0.55, 16));
    int kernel = 2 * Math.max(1, (int) Math.round(radius * 0.4)) + 1;
    blur(light, light, new Size(kernel, kernel));
    blur(light, light, new Size(kernel, kernel));
    Mat region = canvas.mat().apply(bounds);
    add(region, light, region);
  }

  static void fog(DrawingCanvas canvas, Tint tint, double share) {
    Mat veil = new Mat(canvas.size(), CV_8UC3, DrawingCanvas.scalar(tint));
    addWeighted(canvas.mat(), 1 - share, veil, share, 0, canvas.mat());
  }

  static void rain(DrawingCanvas canvas, Dice dice) {
    Mat clean = canvas.mat().clone();
    double lean = dice.between(-0.3, 0.3);
    int drops = dice.count(60, 130);
    for (int i = 0; i < drops; i++) {
      Pt start = new Pt(canvas.share(dice.between(-0.1, 1.1)), canvas.share(dice.between(-0.1, 1)));
      double length = canvas.share(dice.between(0.03, 0.09));
      canvas.line(
          Tint.hex(0xDDE3EA), start, start.plus(lean * length, length), canvas.share(0.0035));
    }
    addWeighted(canvas.mat(), 0.38, clean, 0.62, 0, canvas.mat());
  }
}
