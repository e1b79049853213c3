package dev.blindspot.datasets.scene;

import dev.blindspot.datasets.drawing.Camera;
import dev.blindspot.datasets.drawing.Dice;
import dev.blindspot.datasets.drawing.DrawingCanvas;
import dev.blindspot.datasets.drawing.Pt;
import dev.blindspot.datasets.drawing.Shapes;
import dev.blindspot.datasets.drawing.Tint;
import dev.blindspot.datasets.scene.Weather.Conditions;
import java.util.ArrayList;
import java.util.List;

/**
 * Things that stand in the background, upright and facing the camera; distances in metres from the
 * camera.
 */
final class Scenery {
  private static final Tint LIT_WINDOW = Tint.hex(0xF2CF7C);

  private final DrawingCanvas canvas;
  private final Camera camera;
  private final Conditions conditions;
  private final Dice dice;

  Scenery(DrawingCanvas canvas, Camera camera, Conditions conditions, Dice dice) {
    this.canvas = canvas;
    this.camera = camera;
    this.conditions = conditions;
    this.dice = dice;
  }

  private double perMetre(double distance) {
    return camera.focal() / distance;
  }

  private double foot(double distance) {
    return camera.horizon() + perMetre(distance) * camera.stretch() * camera.heightM();
  }

  /** A building with rows of windows; {@code left} and {@code right} in canvas pixels. */
  void building(double left, double right, double heightM, double distance, Tint wall) {
    double foot = foot(distance) + 1;
    double top = foot - heightM * perMetre(distance) * camera.stretch();
    Tint seen = conditions.seen(wall, distance);
    canvas.gradient(
        DrawingCanvas.box(left, top, right, foot), seen.scaled(1.06), seen, seen.scaled(0.88));
    canvas.rectangle(seen.scaled(0.75), right - (right - left) * 0.03, top, right, foot);
    windows(left, right, Math.max(top, -canvas.share(0.1)), foot, distance, seen);
  }

  private void windows(
      double left, double right, double top, double foot, double distance, Tint wall) {
    double pitchY = Math.max(canvas.share(0.035), 3.1 * perMetre(distance) * camera.stretch());
    double pitchX = Math.max(canvas.share(0.03), dice.between(1.8, 3.2) * perMetre(distance));
    int columns = (int) Math.min(9, (right - left) / pitchX);
    int rows = (int) Math.min(9, (foot - top) / pitchY);
    double glassX = dice.between(0.4, 0.75);
    double glassY = dice.between(0.45, 0.7);
    Tint pane = wall.mix(conditions.seen(Tint.hex(0x2A333D), distance), 0.7);
    double lit = conditions.dark() ? 0.4 : 0.02;
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        double x = left + (right - left) * (column + 0.5) / columns;
        double y = top + pitchY * (row + 0.55);
        Tint tint = dice.chance(lit) ? LIT_WINDOW.varied(dice, 0.15) : pane.varied(dice, 0.18);
        canvas.rectangle(
            tint,
            x - pitchX * glassX / 2,
            y - pitchY * glassY / 2,
            x + pitchX * glassX / 2,
            y + pitchY * glassY / 2);
      }
    }
  }

  /** A house with a pitched roof. */
  void house(double centre, double widthM, double distance) {
    double m = perMetre(distance);
    double half = widthM * m / 2;
    double foot = foot(distance) + 1;
    double eaves = foot - dice.between(3, 5.5) * m * camera.stretch();
    double ridge = eaves - dice.between(1.8, 3.2) * m * camera.stretch();
    Tint wall =
        dice.pick(
            Tint.hex(0xE4DCCB),
            Tint.hex(0xB5654A),
            Tint.hex(0xD8D3C8),
            Tint.hex(0x9C8F80),
            Tint.hex(0x8E4B3A));
    building(centre - half, centre + half, (foot - eaves) / m / camera.stretch(), distance, wall);
    Tint roof =
        conditions.seen(
            dice.pick(Tint.hex(0x6B3B2E), Tint.hex(0x4A4A50), Tint.hex(0x7A4A3A)), distance);
    canvas.fill(
        roof,
        new Pt(centre - half * 1.1, eaves),
        new Pt(centre - half * 0.75, ridge),
        new Pt(centre + half * 0.75, ridge),
        new Pt(centre + half * 1.1, eaves));
  }

  /** A leafy tree, or a conifer. */
  void tree(double centre, double heightM, double distance, boolean conifer) {
    double m = perMetre(distance);
    double foot = foot(distance) + 1;
    double height = heightM * m * camera.stretch();
    double trunk = Math.max(1, heightM * 0.035 * m);
    canvas.rectangle(
        conditions.seen(Tint.hex(0x4A3B2C), distance),
        centre - trunk,
        foot - height * 0.45,
        centre + trunk,
        foot);
    Tint leaf =
        dice.pick(Tint.hex(0x4E7A35), Tint.hex(0x3F6B2F), Tint.hex(0x6A8B3B), Tint.hex(0x7C7A34))
            .varied(dice, 0.12);
    if (conifer) {
      conifer(
          centre, foot, height, conditions.seen(Tint.hex(0x2F5136).varied(dice, 0.1), distance));
      return;
    }
    for (int i = 0; i < 24; i++) {
      double t = i / 23.0;
      double y = foot - height * (0.42 + 0.48 * t) + height * dice.between(-0.05, 0.05);
      double spread = height * 0.3 * Math.sin(Math.PI * (0.25 + 0.65 * t));
      Pt puff = new Pt(centre + dice.between(-spread, spread), y);
      Tint tint = conditions.seen(leaf.scaled(0.62 + 0.55 * t).varied(dice, 0.14), distance);
      canvas.ellipse(
          tint, puff, height * dice.between(0.07, 0.15), height * dice.between(0.05, 0.11));
    }
  }

  private void conifer(double centre, double foot, double height, Tint tint) {
    for (int tier = 0; tier < 4; tier++) {
      double low = foot - height * (0.12 + 0.2 * tier);
      double half = height * (0.22 - 0.045 * tier);
      canvas.fill(
          tint.scaled(0.85 + 0.08 * tier),
          List.of(
              new Pt(centre - half, low),
              new Pt(centre, low - height * 0.34),
              new Pt(centre + half, low)));
    }
  }

  /** Rolling hills on the horizon. */
  void hills(Tint tint, double heightM, double distance) {
    double base = camera.horizon() + 2;
    double height = heightM * perMetre(distance) * camera.stretch();
    double phase = dice.between(0, 6);
    double waves = dice.between(3, 7);
    List<Pt> line = new ArrayList<>();
    for (int i = -2; i <= 22; i++) {
      double x = canvas.share(i / 20.0);
      double wave =
          0.6
              + 0.3 * Math.sin(phase + waves * i / 20.0)
              + 0.1 * Math.sin(phase * 3 + waves * 2.7 * i / 20.0);
      line.add(new Pt(x, base - height * wave));
    }
    line.add(new Pt(canvas.share(1.1), base));
    line.add(new Pt(-canvas.share(0.1), base));
    canvas.gradient(
        line, conditions.seen(tint.scaled(1.1), distance), conditions.seen(tint, distance * 0.7));
  }

  /** A low wall, hedge or fence across the whole width. */
  void barrier(Tint tint, double heightM, double distance, boolean boards) {
    double foot = foot(distance) + 1;
    double top = foot - heightM * perMetre(distance) * camera.stretch();
    Tint seen = conditions.seen(tint, distance);
    canvas.gradient(
        DrawingCanvas.box(-canvas.share(0.1), top, canvas.share(1.1), foot),
        seen.scaled(1.1),
        seen,
        seen.scaled(0.75));
    if (boards) {
      for (int i = 0; i < 34; i++) {
        double x = canvas.share(-0.02 + i / 32.0);
        canvas.line(seen.scaled(0.8), new Pt(x, top), new Pt(x, foot), canvas.share(0.004));
      }
    } else {
      for (int i = 0; i < 26; i++) {
        Pt tuft =
            new Pt(
                canvas.share(dice.between(-0.05, 1.05)), top + (foot - top) * dice.between(0, 0.6));
        canvas.ellipse(seen.varied(dice, 0.14), tuft, canvas.share(0.03), (foot - top) * 0.2);
      }
    }
  }

  /** A roller door in a wall. */
  void shutter(double left, double width, double heightM, double distance, Tint tint) {
    double foot = foot(distance) + 1;
    double top = foot - heightM * perMetre(distance) * camera.stretch();
    Tint seen = conditions.seen(tint, distance);
    canvas.gradient(
        DrawingCanvas.box(left, top, left + width, foot),
        seen.scaled(0.8),
        seen,
        seen.scaled(0.95));
    for (int slat = 1; slat < 8; slat++) {
      double y = top + (foot - top) * slat / 8;
      canvas.line(seen.scaled(0.75), new Pt(left, y), new Pt(left + width, y), canvas.share(0.004));
    }
  }

  /** A street lamp; it shines at night. */
  void streetLamp(double x, double distance) {
    double m = perMetre(distance);
    double foot = foot(distance);
    double top = foot - 6 * m * camera.stretch();
    Tint metal = conditions.seen(Tint.hex(0x55595E), distance);
    double width = Math.max(canvas.share(0.006), 0.12 * m);
    canvas.line(metal, new Pt(x, foot), new Pt(x, top), width);
    canvas.line(metal, new Pt(x, top), new Pt(x + m * 1.2, top - width), width);
    if (conditions.dark()) {
      canvas.blend(
          Tint.hex(0xFFE3A0), 0.35, Shapes.ellipse(new Pt(x + m * 1.2, top), m * 0.9, m * 0.9, 16));
      canvas.ellipse(Tint.hex(0xFFF4D0), new Pt(x + m * 1.2, top), m * 0.35, m * 0.2);
    }
  }
}
