package dev.blindspot.datasets.vehicle;

import dev.blindspot.datasets.drawing.Camera;
import dev.blindspot.datasets.drawing.Pt;
import dev.blindspot.datasets.drawing.Tint;
import java.util.ArrayList;
import java.util.List;

/** Wheels with arches, tyres, rims and spokes; and the shadow below the vehicle. */
final class Wheels {
  private static final Tint ARCH = Tint.hex(0x0D0E10);
  private static final int CORNERS = 26;
  private static final double TYRE_WIDTH_M = 0.22;

  private final VehicleView stage;
  private final Camera camera;
  private final double half;

  Wheels(VehicleView stage) {
    this.stage = stage;
    this.camera = stage.camera();
    this.half = stage.build().width() / 2;
  }

  /** What is seen below the body: tyres of the far side and inner sides of the near tyres. */
  void paintBehindBody() {
    double r = stage.build().wheelRadius();
    for (double x : stage.build().wheels()) {
      stage.body(ARCH, circle(x, r, r, half - 0.05));
      stage.body(ARCH, circle(x, r, r, half - 0.05 - TYRE_WIDTH_M));
      stage.body(Tint.RUBBER, circle(x, r, r, -half + TYRE_WIDTH_M));
    }
  }

  void paint(int spokes, Tint rim) {
    double r = stage.build().wheelRadius();
    double lit = stage.sideLight();
    for (double x : stage.build().wheels()) {
      stage.canvas().fill(ARCH, arch(x, r));
      stage.body(Tint.RUBBER.scaled(0.6 + 0.5 * lit), circle(x, r, r, -half));
      stage.canvas().fill(rim.scaled(0.45 * lit), circle(x, r, r * 0.68, -half));
      for (int i = 0; i < spokes; i++) {
        stage.canvas().fill(rim.scaled(lit), spoke(x, r, 2 * Math.PI * (i + 0.3) / spokes, spokes));
      }
      stage.canvas().fill(rim.scaled(0.9 * lit), circle(x, r, r * 0.17, -half));
    }
  }

  private List<Pt> circle(double x, double y, double radius, double z) {
    List<Pt> outline = new ArrayList<>(CORNERS);
    for (int i = 0; i < CORNERS; i++) {
      double angle = 2 * Math.PI * i / CORNERS;
      outline.add(camera.at(x + radius * Math.cos(angle), y + radius * Math.sin(angle), z));
    }
    return outline;
  }

  /** The dark opening of the body above the tyre. */
  private List<Pt> arch(double x, double radius) {
    List<Pt> outline = new ArrayList<>(CORNERS);
    double sill = stage.build().parts().get(0).prism().bottom() + 0.02;
    for (int i = 0; i < CORNERS; i++) {
      double angle = 2 * Math.PI * i / CORNERS;
      double y = radius + 1.2 * radius * Math.sin(angle);
      outline.add(camera.at(x + 1.2 * radius * Math.cos(angle), Math.max(sill, y), -half + 0.01));
    }
    return outline;
  }

  private List<Pt> spoke(double x, double radius, double angle, int spokes) {
    double spread = 1.6 / spokes;
    double far = radius * 0.64;
    double near = radius * 0.16;
    return List.of(
        rimPoint(x, radius, near, angle - 2.5 * spread),
        rimPoint(x, radius, far, angle - spread),
        rimPoint(x, radius, far, angle + spread),
        rimPoint(x, radius, near, angle + 2.5 * spread));
  }

  private Pt rimPoint(double x, double y, double radius, double angle) {
    return camera.at(x + radius * Math.cos(angle), y + radius * Math.sin(angle), -half);
  }
}
