package dev.blindspot.datasets.vehicle;

import dev.blindspot.datasets.drawing.Dice;
import dev.blindspot.datasets.drawing.Pt;
import dev.blindspot.datasets.drawing.Shapes;
import dev.blindspot.datasets.vehicle.Build.Door;
import dev.blindspot.datasets.vehicle.Build.Panel;
import dev.blindspot.datasets.vehicle.Build.Part;
import dev.blindspot.datasets.vehicle.Build.Role;
import dev.blindspot.datasets.vehicle.Build.Roof;
import dev.blindspot.datasets.vehicle.Build.Screen;
import java.util.ArrayList;
import java.util.List;

/** Shapes of lorries, buses and fire engines; metres, x from the middle of the vehicle. */
final class Trucks {
  private Trucks() {}

  /** A cab-over lorry with a box. */
  static Build lorry(Dice dice) {
    double h = 3.2 + dice.between(-0.2, 0.3);
    double top = 3.0 + dice.between(-0.2, 0.2);
    double back = h - 1.75;
    Part cab = cabOver(h, back, 2.45);
    return new Build(
        2 * h,
        2.3,
        List.of(
            Part.plain(Role.CHASSIS, Prism.block(-h + 0.1, back + 0.2, 0.5, 0.85, 0.9)),
            cab,
            Part.plain(Role.BOX, Prism.block(-h, back - 0.12, 0.85, top, 1.15))),
        List.of(h - 0.95, -h + 1.3),
        0.46,
        1.25,
        List.of(new Door(h - 0.35, back + 0.2, 0.6, 1.3, false)),
        new Panel(-h + 0.2, back - 0.3, 1.0, top - 0.15),
        new Roof(-h + 0.2, back - 0.3, top, 1.05));
  }

  /** A fire engine: crew cab and equipment body of one height. */
  static Build fireEngine(Dice dice) {
    double h = 3.3 + dice.between(-0.2, 0.2);
    double top = 2.65 + dice.between(-0.1, 0.15);
    double back = h - 2.6;
    Part cab = cabOver(h, back, top + 0.05);
    List<List<Pt>> windows = new ArrayList<>(cab.windows());
    windows.add(upright(h - 1.55, back + 0.15, 1.4, 2.1));
    Part crewCab = new Part(Role.BODY, cab.prism(), windows, cab.screens());
    return new Build(
        2 * h,
        2.3,
        List.of(
            crewCab, Part.plain(Role.BOX, Prism.block(-h, back - 0.05, 0.45, top - 0.08, 1.15))),
        List.of(h - 1.35, -h + 1.5),
        0.5,
        1.25,
        List.of(
            new Door(h - 0.3, h - 1.45, 0.5, 2.15, false),
            new Door(h - 1.5, back + 0.08, 0.5, 2.15, false)),
        new Panel(-h + 0.15, back - 0.15, 0.65, top - 0.25),
        new Roof(back + 0.3, h - 0.6, top + 0.05, 1.0));
  }

  /** A bus of one piece with a row of windows. */
  static Build bus(Dice dice) {
    double h = 3.7 + dice.between(-0.3, 0.3);
    double top = 2.9 + dice.between(-0.1, 0.15);
    List<Pt> outline =
        List.of(
            new Pt(h - 0.05, 0.32),
            new Pt(h, 0.6),
            new Pt(h - 0.02, 1.2),
            new Pt(h - 0.12, top - 0.15),
            new Pt(h - 0.35, top),
            new Pt(-h + 0.2, top),
            new Pt(-h, top - 0.2),
            new Pt(-h, 0.35));
    Prism prism = new Prism(Shapes.rounded(outline, 2), 1.2, 1.15, 1.3, 0.04);
    List<List<Pt>> windows = new ArrayList<>();
    int panes = dice.count(4, 6);
    double pitch = (2 * h - 1.7) / panes;
    for (int i = 0; i < panes; i++) {
      double rear = -h + 0.3 + i * pitch;
      windows.add(upright(rear + pitch - 0.08, rear, 1.35, top - 0.5));
    }
    windows.add(upright(h - 0.35, h - 1.15, 0.6, top - 0.5));
    return new Build(
        2 * h,
        2.4,
        List.of(
            new Part(
                Role.BODY,
                prism,
                windows,
                List.of(
                    new Screen(new Pt(h, 1.15), new Pt(h - 0.1, top - 0.45), 0.92),
                    new Screen(new Pt(-h, 1.5), new Pt(-h, top - 0.5), 0.8)))),
        List.of(h - 1.75, -h + 1.9),
        0.46,
        0.95,
        List.of(new Door(h - 0.32, h - 1.18, 0.4, top - 0.4, false)),
        new Panel(-h + 0.3, h - 1.4, 0.5, 1.2),
        new Roof(-h + 0.6, h - 0.5, top, 1.0));
  }

  private static Part cabOver(double front, double back, double top) {
    List<Pt> outline =
        List.of(
            new Pt(front - 0.04, 0.4),
            new Pt(front, 0.6),
            new Pt(front - 0.01, 1.3),
            new Pt(front - 0.16, top - 0.15),
            new Pt(front - 0.4, top),
            new Pt(back, top),
            new Pt(back, 0.45));
    Prism prism = new Prism(Shapes.rounded(outline, 2), 1.12, 1.06, 1.3, 0.05);
    double windowTop = Math.min(top - 0.3, 2.15);
    return new Part(
        Role.BODY,
        prism,
        List.of(upright(front - 0.38, Math.max(back + 0.25, front - 1.35), 1.4, windowTop)),
        List.of(new Screen(new Pt(front, 1.35), new Pt(front - 0.12, windowTop + 0.12), 0.92)));
  }

  static List<Pt> upright(double front, double rear, double low, double high) {
    return List.of(new Pt(front, low), new Pt(front, high), new Pt(rear, high), new Pt(rear, low));
  }
}
