package dev.blindspot.datasets.vehicle;

import dev.blindspot.datasets.drawing.Dice;
import dev.blindspot.datasets.drawing.Tint;
import java.util.List;

/**
 * One vehicle, ready to be painted.
 *
 * @param livery in the order of painting
 * @param roofKit from the far end of the painting order to the near one
 * @param darkBumpers unpainted plastic at both ends
 */
public record Design(
    Build build,
    Coat coat,
    List<Decoration> livery,
    List<RoofKit> roofKit,
    boolean darkBumpers,
    int spokes,
    Tint rim,
    Tint plate) {

  public Design {
    livery = List.copyOf(livery);
    roofKit = List.copyOf(roofKit);
  }

  static Design of(
      Dice dice, Build build, Coat coat, List<Decoration> livery, List<RoofKit> roofKit) {
    return new Design(
        build,
        coat,
        livery,
        roofKit,
        dice.chance(0.35),
        dice.count(5, 9),
        dice.pick(Tint.hex(0xC5C9CC), Tint.hex(0x9EA3A8), Tint.hex(0x55585C)),
        dice.pick(Tint.hex(0xEFEFEA), Tint.hex(0xE8C83A), Tint.hex(0xDDE6EE)));
  }

  public void paint(VehicleView stage) {
    Wheels wheels = new Wheels(stage);
    Trim trim = new Trim(stage);
    wheels.paintBehindBody();
    new BodyPainter(stage).paint(coat);
    livery.forEach(decoration -> decoration.paint(stage));
    trim.paintSide(darkBumpers, coat.body());
    trim.paintFront(darkBumpers, plate);
    trim.paintRear(darkBumpers, plate);
    wheels.paint(spokes, rim);
    roofKit.forEach(kit -> kit.paint(stage));
    trim.mirror(coat.body());
  }
}
