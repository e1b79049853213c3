package dev.blindspot.datasets.vehicle;

import dev.blindspot.datasets.drawing.Camera;
import dev.blindspot.datasets.drawing.DrawingCanvas;
import dev.blindspot.datasets.drawing.Pt;
import dev.blindspot.datasets.drawing.Tint;
import dev.blindspot.datasets.vehicle.Build.Door;
import dev.blindspot.datasets.vehicle.Build.Role;
import java.util.List;

/**
 * Lamps, grille, bumpers, plates, door gaps, handles and mirrors: what makes a painted box a
 * vehicle.
 */
final class Trim {
  private static final Tint PLASTIC = Tint.hex(0x232427);
  private static final Tint GAP = Tint.hex(0x1C1D20);
  private static final Tint LENS = Tint.hex(0xE9EEF2);
  private static final Tint TAIL = Tint.hex(0xB3121A);
  private static final Tint AMBER = Tint.hex(0xF0912A);

  private final VehicleView stage;
  private final Build build;
  private final Camera camera;
  private final DrawingCanvas canvas;
  private final Prism nose;
  private final Prism stern;
  private final double lit;

  Trim(VehicleView stage) {
    this.stage = stage;
    this.build = stage.build();
    this.camera = stage.camera();
    this.canvas = stage.canvas();
    this.nose = build.part(Role.BODY).prism();
    this.stern = build.has(Role.BOX) ? build.part(Role.BOX).prism() : nose;
    this.lit = stage.sideLight();
  }

  /** Details of the near side. */
  void paintSide(boolean darkBumpers, Tint paint) {
    double gap = Math.max(canvas.share(0.004), stage.px(0.018));
    for (Door door : build.doors()) {
      door(door, gap, paint);
    }
    sill(darkBumpers);
    sideLamps();
  }

  private void door(Door door, double gap, Tint paint) {
    List<Pt> frame =
        stage.side(
            List.of(
                new Pt(door.front(), door.high()),
                new Pt(door.front() - 0.03, door.low()),
                new Pt(door.rear(), door.low()),
                new Pt(door.rear(), door.high())));
    canvas.polyline(GAP.mix(paint, 0.25), frame, gap);
    double y = Math.min(door.high() - 0.12, build.noseTop() + 0.12);
    double x = door.sliding() ? door.front() - 0.1 : door.rear() + 0.1;
    Pt left = stage.side(x, y);
    Pt right = stage.side(x + (door.sliding() ? -0.16 : 0.16), y);
    canvas.line(GAP, left, right, stage.px(0.045));
  }

  private void sill(boolean dark) {
    Prism body = build.parts().get(0).prism();
    double low = body.bottom();
    List<Pt> strip =
        stage.side(
            List.of(
                new Pt(body.rearAt(low + 0.1), low + 0.1),
                new Pt(body.frontAt(low + 0.1), low + 0.1),
                new Pt(body.frontAt(low + 0.02), low + 0.01),
                new Pt(body.rearAt(low + 0.02), low + 0.01)));
    canvas.blend(PLASTIC, dark ? 0.9 : 0.5, strip);
  }

  /** Lamps wrap around the corners, so that a side view has them too. */
  private void sideLamps() {
    double y = build.noseTop() - 0.14;
    double x = nose.frontAt(y);
    List<Pt> head =
        stage.side(
            List.of(
                new Pt(x - 0.01, y - 0.08),
                new Pt(x - 0.05, y + 0.08),
                new Pt(x - 0.34, y + 0.10),
                new Pt(x - 0.2, y - 0.06)));
    canvas.fill(LENS.scaled(0.55 + 0.5 * lit), head);
    canvas.polyline(GAP, head, canvas.share(0.002));
    double rearY = build.noseTop() - 0.02;
    double rearX = stern.rearAt(rearY);
    List<Pt> tail =
        stage.side(
            List.of(
                new Pt(rearX + 0.02, rearY + 0.12),
                new Pt(rearX + 0.2, rearY + 0.10),
                new Pt(rearX + 0.13, rearY - 0.12),
                new Pt(rearX + 0.02, rearY - 0.14)));
    canvas.fill(TAIL.scaled(0.5 + 0.6 * lit), tail);
    stage.lamp(tail, Tint.hex(0xFF2A20), stage.px(0.35), 0.35, false);
  }

  void mirror(Tint paint) {
    double belt = build.doors().get(0).high() + 0.04;
    double x = build.doors().get(0).front() - 0.02;
    double z = -build.half(x, belt - 0.1);
    List<Pt> outline =
        List.of(
            camera.at(x + 0.10, belt, z - 0.02),
            camera.at(x + 0.08, belt + 0.17, z - 0.22),
            camera.at(x - 0.08, belt + 0.17, z - 0.22),
            camera.at(x - 0.10, belt + 0.02, z - 0.10));
    stage.body(paint.scaled(0.8 * lit).mix(PLASTIC, 0.4), outline);
  }

  /** Grille, head lamps, bumper and number plate, where the front is seen. */
  void paintFront(boolean darkBumpers, Tint plate) {
    double top = build.noseTop();
    if (!camera.sees(nose.front(), top - 0.2, 0, 1, 0, 0)) {
      return;
    }
    double light = stage.light().on(camera, 1, 0.1, 0);
    double w = nose.half(nose.front(), top - 0.2);
    double low = nose.bottom();
    canvas.blend(PLASTIC, darkBumpers ? 0.95 : 0.55, front(low, low + 0.16, -w, w));
    canvas.fill(PLASTIC.scaled(light), front(low + 0.22, top - 0.22, -w * 0.55, w * 0.55));
    for (int bar = 1; bar <= 2; bar++) {
      double y = low + 0.22 + (top - 0.44 - low) * bar / 3;
      canvas.fill(LENS.scaled(0.6 * light), front(y, y + 0.035, -w * 0.55, w * 0.55));
    }
    for (int side : new int[] {-1, 1}) {
      List<Pt> lamp = front(top - 0.26, top - 0.06, side * w * 0.6, side * w * 0.97);
      canvas.fill(LENS.scaled(0.45 + 0.55 * light), lamp);
      canvas.polyline(GAP, lamp, canvas.share(0.003));
      canvas.fill(
          AMBER.scaled(light), front(top - 0.32, top - 0.27, side * w * 0.75, side * w * 0.97));
      stage.lamp(lamp, Tint.hex(0xFFF6DC), stage.px(0.4), 0.5, false);
    }
    canvas.fill(plate.scaled(light), front(low + 0.18, low + 0.31, -0.27, 0.27));
  }

  /** Tail lamps, bumper and number plate, where the rear is seen. */
  void paintRear(boolean darkBumpers, Tint plate) {
    double top = build.noseTop();
    if (!camera.sees(stern.rear(), top - 0.2, 0, -1, 0, 0)) {
      return;
    }
    double light = stage.light().on(camera, -1, 0.1, 0);
    double w = stern.half(stern.rear(), top - 0.2);
    double low = stern.bottom();
    canvas.blend(PLASTIC, darkBumpers ? 0.95 : 0.55, rear(low, low + 0.16, -w, w));
    for (int side : new int[] {-1, 1}) {
      List<Pt> lamp = rear(top - 0.18, top + 0.1, side * w * 0.68, side * w * 0.98);
      canvas.fill(TAIL.scaled(0.4 + 0.7 * light), lamp);
      canvas.fill(
          AMBER.scaled(light), rear(top - 0.24, top - 0.18, side * w * 0.68, side * w * 0.98));
      stage.lamp(lamp, Tint.hex(0xFF2A20), stage.px(0.4), 0.4, false);
    }
    canvas.fill(plate.scaled(light), rear(top - 0.24, top - 0.11, -0.27, 0.27));
    if (build.has(Role.BOX)) {
      for (double z : new double[] {-w * 0.93, 0, w * 0.93}) {
        canvas.line(
            GAP,
            camera.at(stern.rear() - 0.01, top + 0.15, z),
            camera.at(stern.rear() - 0.01, stern.top() - 0.1, z),
            stage.px(0.03));
      }
    }
  }

  private List<Pt> front(double low, double high, double z0, double z1) {
    return across(nose.frontAt(low) + 0.01, nose.frontAt(high) + 0.01, low, high, z0, z1);
  }

  private List<Pt> rear(double low, double high, double z0, double z1) {
    return across(stern.rearAt(low) - 0.01, stern.rearAt(high) - 0.01, low, high, z0, z1);
  }

  private List<Pt> across(
      double xLow, double xHigh, double low, double high, double z0, double z1) {
    return List.of(
        camera.at(xLow, low, z0),
        camera.at(xHigh, high, z0),
        camera.at(xHigh, high, z1),
        camera.at(xLow, low, z1));
  }
}
