package dev.blindspot.datasets.vehicle;

import dev.blindspot.datasets.drawing.Dice;
import dev.blindspot.datasets.drawing.Pt;
import dev.blindspot.datasets.drawing.Shapes;
import dev.blindspot.datasets.drawing.Tint;
import dev.blindspot.datasets.vehicle.Build.Panel;
import java.util.ArrayList;
import java.util.List;

/** Signs on the side of a vehicle. */
final class Emblems {
  private Emblems() {}

  static Decoration redCross(Pt centre, double radius) {
    return new Decoration.Emblem(
        "cross",
        List.of(
            Shapes.ellipse(centre, radius * 1.25, radius * 1.25, 24),
            Shapes.cross(centre, radius, 0.36)),
        List.of(Paints.WHITE, Paints.RED));
  }

  /** Six blue bars, the sign of ambulances in many countries. */
  static Decoration starOfLife(Pt centre, double radius) {
    List<List<Pt>> outlines = new ArrayList<>();
    outlines.add(Shapes.ellipse(centre, radius * 1.25, radius * 1.25, 24));
    for (int i = 0; i < 3; i++) {
      double angle = Math.PI / 2 + Math.PI * i / 3;
      double dx = radius * 1.1 * Math.cos(angle);
      double dy = radius * 1.1 * Math.sin(angle);
      double wx = -dy * 0.27;
      double wy = dx * 0.27;
      outlines.add(
          List.of(
              centre.plus(dx + wx, dy + wy),
              centre.plus(dx - wx, dy - wy),
              centre.plus(-dx - wx, -dy - wy),
              centre.plus(-dx + wx, -dy + wy)));
    }
    return new Decoration.Emblem(
        "cross", outlines, List.of(Paints.WHITE, Paints.BLUE, Paints.BLUE, Paints.BLUE));
  }

  static Decoration badge(Pt centre, double radius) {
    return new Decoration.Emblem(
        "lettering",
        List.of(
            Shapes.star(centre, radius, 6, 0.55),
            Shapes.ellipse(centre, radius * 0.38, radius * 0.38, 12)),
        List.of(Paints.YELLOW, Paints.NAVY));
  }

  /** A firm's sign: a disc, a leaf, a triangle, a square, or a chemist's green cross. */
  static Decoration logo(Dice dice, Pt centre, double radius, Tint first, Tint second) {
    List<Pt> disc = Shapes.ellipse(centre, radius, radius, 24);
    List<List<Pt>> outlines =
        switch (dice.count(0, 4)) {
          case 0 ->
              List.of(
                  disc,
                  Shapes.ellipse(centre.plus(radius * 0.2, 0), radius * 0.55, radius * 0.55, 20));
          case 1 -> List.of(disc, Shapes.star(centre, radius * 0.9, 3, 0.5));
          case 2 ->
              List.of(
                  Shapes.star(centre, radius * 1.15, 4, 0.7),
                  Shapes.ellipse(centre, radius * 0.4, radius * 0.4, 16));
          case 3 -> List.of(disc, Shapes.ellipse(centre, radius * 0.85, radius * 0.35, 20));
          default ->
              List.of(
                  Shapes.star(centre, radius * 1.1, 9, 0.75),
                  Shapes.star(centre, radius * 0.6, 5, 0.5));
        };
    return new Decoration.Emblem("logo", outlines, List.of(first, second));
  }

  static Decoration chemist(Pt centre, double radius) {
    return new Decoration.Emblem(
        "logo", List.of(Shapes.cross(centre, radius, 0.36)), List.of(Paints.GREEN));
  }

  /** The roller shutters of an equipment body; no cue, lorries have them too. */
  record Shutters(Panel panel, int doors) implements Decoration {
    private static final Tint METAL = Tint.hex(0xB9BEC3);

    @Override
    public void paint(VehicleView stage) {
      double lit = stage.sideLight();
      for (int i = 0; i < doors; i++) {
        Panel door = panel.cut((i + 0.06) / doors, (i + 0.94) / doors, 0, 1);
        List<Pt> outline = stage.side(door);
        stage
            .canvas()
            .gradient(
                outline,
                METAL.scaled(1.05 * lit),
                METAL.scaled(0.85 * lit),
                METAL.scaled(0.6 * lit));
        for (int slat = 1; slat < 7; slat++) {
          double y = door.low() + door.height() * slat / 7;
          stage
              .canvas()
              .line(
                  METAL.scaled(0.55 * lit),
                  stage.side(door.rear(), y),
                  stage.side(door.front(), y),
                  stage.px(0.025));
        }
      }
    }
  }
}
