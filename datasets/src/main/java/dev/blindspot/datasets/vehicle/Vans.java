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

/** Shapes of vans, with and without a box behind the cab; metres, x from the vehicle's middle. */
final class Vans {
  private Vans() {}

  /** A panel van; with side windows it is a minibus. */
  static Build van(Dice dice, boolean sideWindows) {
    double h = 2.65 + dice.between(-0.15, 0.15);
    double top = 2.2 + dice.between(-0.15, 0.25);
    double cowl = h - 0.85 + dice.between(-0.1, 0.1);
    double roofFront = h - 1.65;
    List<Pt> outline =
        List.of(
            new Pt(h - 0.1, 0.26),
            new Pt(h, 0.5),
            new Pt(h - 0.03, 0.92),
            new Pt(h - 0.2, 1.1),
            new Pt(cowl, 1.3),
            new Pt(roofFront, top - 0.12),
            new Pt(roofFront - 0.35, top),
            new Pt(-h + 0.15, top),
            new Pt(-h, top - 0.12),
            new Pt(-h, 0.3));
    Prism prism = new Prism(Shapes.rounded(outline, 2), 0.98, 0.86, 1.25, 0.1);
    double high = Math.min(top - 0.28, 1.92);
    double door = h - 2.45;
    List<List<Pt>> windows = new ArrayList<>();
    windows.add(
        List.of(
            new Pt(cowl - 0.25, 1.3),
            new Pt(roofFront - 0.12, high),
            new Pt(door + 0.06, high),
            new Pt(door + 0.06, 1.27)));
    if (sideWindows) {
      double middle = (door - h) / 2;
      windows.add(Trucks.upright(door - 0.1, middle + 0.06, 1.27, high));
      windows.add(Trucks.upright(middle - 0.06, -h + 0.25, 1.27, high));
    }
    List<Screen> screens =
        List.of(
            new Screen(new Pt(cowl - 0.03, 1.33), new Pt(roofFront + 0.05, top - 0.2), 0.9),
            new Screen(new Pt(-h, 1.3), new Pt(-h, high), 0.8));
    Panel panel =
        sideWindows
            ? new Panel(-h + 1.5, h - 1.42, 0.5, 1.2)
            : new Panel(-h + 0.2, door - 0.15, 0.5, top - 0.25);
    return new Build(
        2 * h,
        1.96,
        List.of(new Part(Role.BODY, prism, windows, screens)),
        List.of(h - 0.9, -h + 1.05),
        0.35,
        1.0,
        List.of(
            new Door(cowl - 0.2, door, 0.34, 1.25, false),
            new Door(door - 0.05, door - 1.2, 0.36, high, true)),
        panel,
        new Roof(-h + 0.3, roofFront - 0.35, top, 0.8));
  }

  /** A van's cab with a box behind: removal van or ambulance. */
  static Build boxVan(Dice dice) {
    double h = 2.95 + dice.between(-0.15, 0.15);
    double top = 2.65 + dice.between(-0.15, 0.2);
    double cowl = h - 0.85;
    double back = h - 2.1;
    List<Pt> outline =
        List.of(
            new Pt(h - 0.1, 0.26),
            new Pt(h, 0.5),
            new Pt(h - 0.03, 0.92),
            new Pt(h - 0.2, 1.1),
            new Pt(cowl, 1.3),
            new Pt(cowl - 0.65, 1.98),
            new Pt(cowl - 1.0, 2.1),
            new Pt(back - 0.1, 2.1),
            new Pt(back - 0.1, 0.3));
    Prism cab = new Prism(Shapes.rounded(outline, 2), 0.96, 0.82, 1.25, 0.1);
    List<Pt> window =
        List.of(
            new Pt(cowl - 0.25, 1.3),
            new Pt(cowl - 0.75, 1.88),
            new Pt(back + 0.12, 1.88),
            new Pt(back + 0.12, 1.28));
    Screen screen = new Screen(new Pt(cowl - 0.03, 1.33), new Pt(cowl - 0.62, 1.93), 0.9);
    return new Build(
        2 * h,
        2.16,
        List.of(
            new Part(Role.BODY, cab, List.of(window), List.of(screen)),
            Part.plain(Role.BOX, Prism.block(-h, back, 0.42, top, 1.08))),
        List.of(h - 0.9, -h + 1.15),
        0.36,
        1.0,
        List.of(new Door(cowl - 0.2, back + 0.05, 0.34, 1.28, false)),
        new Panel(-h + 0.15, back - 0.15, 0.6, top - 0.2),
        new Roof(-h + 0.2, back - 0.05, top, 1.0));
  }
}
