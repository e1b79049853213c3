package dev.blindspot.datasets.vehicle;

import dev.blindspot.datasets.drawing.Camera;
import dev.blindspot.datasets.drawing.DrawingCanvas;
import dev.blindspot.datasets.drawing.Pt;
import dev.blindspot.datasets.drawing.SunLight;
import dev.blindspot.datasets.drawing.Tint;
import dev.blindspot.datasets.vehicle.Build.Part;
import dev.blindspot.datasets.vehicle.Build.Role;
import dev.blindspot.datasets.vehicle.Build.Screen;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Paints the prisms of a vehicle, far surfaces first, each shaded by its normal, and the glass in
 * them.
 */
final class BodyPainter {
  private static final Tint GLASS = Tint.hex(0x1B2229);

  private final VehicleView stage;
  private final DrawingCanvas canvas;
  private final Camera camera;
  private final SunLight light;

  BodyPainter(VehicleView stage) {
    this.stage = stage;
    this.canvas = stage.canvas();
    this.camera = stage.camera();
    this.light = stage.light();
  }

  void paint(Coat coat) {
    List<Part> order = new ArrayList<>(stage.build().parts());
    double nearerEnd = camera.yaw() > 0 ? 1 : -1;
    order.sort(
        Comparator.comparingInt((Part p) -> rank(p.role()))
            .thenComparingDouble(p -> nearerEnd * p.prism().front()));
    for (Part part : order) {
      solid(part.prism(), coat.of(part.role()));
      part.screens().forEach(screen -> screen(part.prism(), screen));
      part.windows().forEach(window -> window(part.prism(), window));
    }
  }

  private static int rank(Role role) {
    return switch (role) {
      case CHASSIS -> 0;
      case BODY, BOX -> 1;
      case CABIN -> 2;
    };
  }

  /** A prism of one paint; also used for things on the roof. */
  void solid(Prism prism, Tint paint) {
    across(prism, paint);
    side(prism, paint);
  }

  private record Strip(double depth, Tint tint, List<Pt> outline) {}

  /** Front, bonnet, roof and rear: one strip across the vehicle per piece of the profile. */
  private void across(Prism prism, Tint paint) {
    List<Strip> strips = new ArrayList<>();
    List<Pt> profile = prism.profile();
    for (int i = 0; i + 1 < profile.size(); i++) {
      Pt a = profile.get(i);
      Pt b = profile.get(i + 1);
      double nx = b.y() - a.y();
      double ny = a.x() - b.x();
      if (camera.sees((a.x() + b.x()) / 2, (a.y() + b.y()) / 2, 0, nx, ny, 0)) {
        Tint tint = light.paint(paint, camera, nx, ny, 0);
        strips.add(new Strip(camera.depth((a.x() + b.x()) / 2, 0), tint, strip(prism, a, b)));
      }
    }
    strips.sort(Comparator.comparingDouble(Strip::depth).reversed());
    strips.forEach(s -> stage.body(s.tint(), s.outline()));
  }

  private List<Pt> strip(Prism prism, Pt a, Pt b) {
    double ha = prism.half(a.x(), a.y());
    double hb = prism.half(b.x(), b.y());
    return List.of(
        camera.at(a.x(), a.y(), -ha),
        camera.at(b.x(), b.y(), -hb),
        camera.at(b.x(), b.y(), hb),
        camera.at(a.x(), a.y(), ha));
  }

  /**
   * The near side: bright at the shoulder, darker below, with some light from the road at the sill.
   */
  private void side(Prism prism, Tint paint) {
    List<Pt> outline =
        prism.profile().stream()
            .map(p -> camera.at(p.x(), p.y(), -prism.half(p.x(), p.y())))
            .toList();
    Tint base = paint.scaled(stage.sideLight());
    stage.body(base, outline);
    canvas.gradient(
        outline,
        base.scaled(1.08).mix(light.sky(), 0.16),
        base.scaled(1.06).mix(light.sky(), 0.05),
        base,
        base.scaled(0.90),
        base.scaled(0.74),
        base.scaled(0.62));
    canvas.polyline(base.scaled(0.7), outline, canvas.share(0.0025));
  }

  private void screen(Prism prism, Screen s) {
    double nx = s.high().y() - s.low().y();
    double ny = s.low().x() - s.high().x();
    boolean front = s.low().x() > (prism.front() + prism.rear()) / 2;
    double sign = front ? 1 : -1;
    if (!camera.sees(s.low().x(), s.low().y(), 0, sign * nx, sign * ny, 0)) {
      return;
    }
    double low = prism.half(s.low().x(), s.low().y()) * s.share();
    double high = prism.half(s.high().x(), s.high().y()) * s.share();
    glass(
        List.of(
            camera.at(s.low().x(), s.low().y(), -low),
            camera.at(s.high().x(), s.high().y(), -high),
            camera.at(s.high().x(), s.high().y(), high),
            camera.at(s.low().x(), s.low().y(), low)),
        0.42);
  }

  private void window(Prism prism, List<Pt> window) {
    List<Pt> outline =
        window.stream()
            .map(p -> camera.at(p.x(), p.y(), -prism.half(p.x(), p.y()) - 0.004))
            .toList();
    glass(outline, 0.3);
  }

  private void glass(List<Pt> outline, double skyShare) {
    Tint sky = light.sky();
    canvas.fill(GLASS, outline);
    canvas.gradient(
        outline,
        GLASS.mix(sky, skyShare * 0.55),
        GLASS.mix(sky, skyShare),
        GLASS.mix(sky, skyShare * 0.3),
        GLASS.mix(sky, skyShare * 0.12));
    canvas.blend(sky, 0.16, glint(outline));
  }

  /** A slanted reflection between the first and the last edge of a window. */
  private static List<Pt> glint(List<Pt> outline) {
    Pt lowA = outline.get(0).towards(outline.get(3), 0.25);
    Pt lowB = outline.get(0).towards(outline.get(3), 0.5);
    Pt highA = outline.get(1).towards(outline.get(2), 0.4);
    Pt highB = outline.get(1).towards(outline.get(2), 0.7);
    return List.of(lowA, highA, highB, lowB);
  }
}
