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

/**
 * Shapes of passenger cars: a body up to the belt line and a cabin on it. All lengths in metres, x
 * from the middle of the car.
 *
 * @param cowl x where bonnet and wind screen meet
 * @param roofFront x of the roof's front end
 * @param roofRear x of the roof's rear end
 * @param tail x where the rear window meets the body
 * @param belt height of the body, where the windows begin
 * @param nose height of the bonnet's front edge
 */
record Cars(
    double length,
    double width,
    double height,
    double belt,
    double nose,
    double cowl,
    double roofFront,
    double roofRear,
    double tail,
    double wheelRadius,
    boolean longRoof) {

  static Build sedan(Dice dice) {
    return new Cars(4.7, 1.82, 1.46, 0.95, 0.76, 1.08, 0.25, -0.85, -1.62, 0.33, false).build(dice);
  }

  static Build hatchback(Dice dice) {
    return new Cars(4.0, 1.75, 1.52, 0.98, 0.80, 0.98, 0.28, -1.35, -1.86, 0.31, false).build(dice);
  }

  static Build estate(Dice dice) {
    return new Cars(4.75, 1.82, 1.52, 0.97, 0.77, 1.10, 0.30, -1.80, -2.24, 0.33, true).build(dice);
  }

  static Build suv(Dice dice) {
    return new Cars(4.75, 1.95, 1.82, 1.15, 0.98, 1.12, 0.50, -1.90, -2.24, 0.40, true).build(dice);
  }

  static Build pickup(Dice dice) {
    return new Cars(5.2, 1.95, 1.82, 1.12, 0.98, 1.05, 0.45, -0.30, -0.48, 0.40, false).build(dice);
  }

  private Build build(Dice dice) {
    Cars c = varied(dice);
    List<Part> parts =
        List.of(
            Part.plain(Role.BODY, c.bodyPrism()),
            new Part(Role.CABIN, c.cabinPrism(), c.windows(), c.screens()));
    double axle = c.length / 2 - 0.88 * c.length / 4.7;
    return new Build(
        c.length,
        c.width,
        parts,
        List.of(axle, -axle + 0.05),
        c.wheelRadius,
        c.nose,
        c.doors(),
        new Panel(-axle + 0.1 + c.wheelRadius, c.cowl - 0.1, 0.36, c.belt - 0.06),
        new Roof(c.roofRear + 0.1, c.roofFront - 0.1, c.height, 0.36 * c.width));
  }

  private Cars varied(Dice dice) {
    double high = dice.between(-0.05, 0.06);
    double shift = dice.between(-0.1, 0.1);
    return new Cars(
        length,
        width,
        height + high,
        belt + high / 2,
        nose + high / 3 + dice.between(-0.03, 0.03),
        cowl + shift,
        roofFront + shift + dice.between(-0.06, 0.06),
        roofRear + dice.between(-0.08, 0.08),
        tail + dice.between(-0.04, 0.04),
        wheelRadius + dice.between(-0.01, 0.03),
        longRoof);
  }

  private Prism bodyPrism() {
    double h = length / 2;
    List<Pt> outline =
        List.of(
            new Pt(h - 0.12, 0.22),
            new Pt(h, 0.40),
            new Pt(h - 0.01, nose - 0.20),
            new Pt(h - 0.12, nose - 0.02),
            new Pt(cowl + 0.1, belt - 0.03),
            new Pt(tail, belt),
            new Pt(-h + 0.16, belt - 0.01),
            new Pt(-h + 0.03, belt - 0.16),
            new Pt(-h, 0.45),
            new Pt(-h + 0.1, 0.24));
    return new Prism(Shapes.rounded(outline, 2), width / 2, width / 2 - 0.04, belt - 0.2, 0.14);
  }

  private Prism cabinPrism() {
    List<Pt> outline =
        List.of(
            new Pt(cowl + 0.03, belt - 0.05),
            new Pt(roofFront + 0.10, height - 0.10),
            new Pt(roofFront - 0.15, height - 0.01),
            new Pt((roofFront + roofRear) / 2, height + 0.01),
            new Pt(roofRear + 0.15, height - 0.01),
            new Pt(roofRear - 0.08, height - 0.12),
            new Pt(tail - 0.03, belt - 0.05));
    return new Prism(
        Shapes.rounded(outline, 2), width / 2 - 0.03, width / 2 * 0.74, belt - 0.05, 0);
  }

  private double screenX(double y) {
    return cowl + (roofFront - cowl) * (y - belt) / (height - 0.08 - belt);
  }

  private double rearX(double y) {
    return tail + (roofRear - tail) * (y - belt) / (height - 0.1 - belt);
  }

  private double pillar() {
    return longRoof ? -0.32 : (roofFront + roofRear) / 2 + 0.02;
  }

  private List<List<Pt>> windows() {
    double low = belt + 0.03;
    double high = height - 0.11;
    List<List<Pt>> windows = new ArrayList<>();
    windows.add(
        List.of(
            new Pt(screenX(low) - 0.20, low),
            new Pt(screenX(high) - 0.13, high),
            new Pt(pillar() + 0.04, high + 0.01),
            new Pt(pillar() + 0.04, low)));
    double end = longRoof ? -1.18 : rearX(high) + 0.1;
    double endLow = longRoof ? -1.22 : rearX(low) + 0.22;
    if (pillar() - end > 0.2) {
      windows.add(quad(pillar() - 0.04, pillar() - 0.04, end, endLow, low, high));
    }
    if (longRoof) {
      windows.add(quad(endLow - 0.08, end - 0.08, rearX(high) + 0.08, rearX(low) + 0.2, low, high));
    }
    return windows;
  }

  private static List<Pt> quad(
      double frontLow, double frontHigh, double rearHigh, double rearLow, double low, double high) {
    return List.of(
        new Pt(frontLow, low),
        new Pt(frontHigh, high),
        new Pt(rearHigh, high - 0.01),
        new Pt(rearLow, low + 0.01));
  }

  private List<Screen> screens() {
    double low = belt + 0.02;
    double high = height - 0.08;
    return List.of(
        new Screen(new Pt(screenX(low) + 0.02, low), new Pt(screenX(high) + 0.03, high), 0.88),
        new Screen(new Pt(rearX(low) - 0.04, low), new Pt(rearX(high) - 0.03, high), 0.86));
  }

  private List<Door> doors() {
    List<Door> doors = new ArrayList<>();
    doors.add(new Door(cowl - 0.18, pillar(), 0.30, belt, false));
    double rear = longRoof ? -1.2 : Math.max(tail + 0.2, pillar() - 1.0);
    if (pillar() - rear > 0.5) {
      doors.add(new Door(pillar(), rear, 0.30, belt, false));
    }
    return doors;
  }
}
