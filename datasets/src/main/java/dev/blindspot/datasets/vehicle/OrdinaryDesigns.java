package dev.blindspot.datasets.vehicle;

import dev.blindspot.datasets.drawing.Dice;
import dev.blindspot.datasets.drawing.Pt;
import dev.blindspot.datasets.drawing.Tint;
import dev.blindspot.datasets.vehicle.Build.Panel;
import dev.blindspot.datasets.vehicle.Build.Roof;
import java.util.ArrayList;
import java.util.List;

/**
 * Ordinary vehicles. Many carry something that an emergency vehicle could be known by: a lit sign
 * on the roof, checks, stripes, lettering, a ladder.
 */
public final class OrdinaryDesigns {
  private static final List<String> FIRMS =
      List.of(
          "EXPRESS", "BAKERY", "FLOWERS", "PARCEL", "FRESH", "MOVING", "LAUNDRY", "CARGO",
          "PLUMBER", "DAIRY");

  private OrdinaryDesigns() {}

  public static Design draw(Dice dice) {
    double kind = dice.between(0, 1);
    if (kind < 0.34) {
      return car(dice);
    }
    if (kind < 0.46) {
      return taxi(dice);
    }
    if (kind < 0.74) {
      return van(dice);
    }
    return kind < 0.90 ? lorry(dice) : bus(dice);
  }

  /** A private car, as those parked in the background. */
  public static Design car(Dice dice) {
    Build build =
        switch (dice.count(0, 9)) {
          case 0, 1, 2 -> Cars.sedan(dice);
          case 3, 4 -> Cars.hatchback(dice);
          case 5 -> Cars.estate(dice);
          case 6, 7, 8 -> Cars.suv(dice);
          default -> Cars.pickup(dice);
        };
    Tint paint = Paints.car(dice);
    List<Decoration> livery = new ArrayList<>();
    if (dice.chance(0.15)) {
      double y = build.panel().low() + build.panel().height() * dice.between(0.2, 0.7);
      Tint ink = Paints.ink(dice, paint, Paints.WHITE, Paints.BLACK, Paints.RED, Paints.BLUE);
      livery.add(new Decoration.Stripe(y, y + 0.1, -build.length() / 2, build.length() / 2, ink));
    }
    List<RoofKit> kit = new ArrayList<>();
    Roof roof = build.roof();
    if (roof.front() - roof.rear() > 1 && dice.chance(0.35)) {
      kit.add(rack(dice, roof));
    }
    Tint top = dice.chance(0.08) ? Paints.WHITE : paint;
    return Design.of(dice, build, new Coat(paint, top, paint), livery, kit);
  }

  private static Design taxi(Dice dice) {
    Build build = dice.pick(Cars.sedan(dice), Cars.estate(dice), Cars.suv(dice));
    Tint paint = Paints.taxi(dice);
    Panel panel = build.panel();
    List<Decoration> livery = new ArrayList<>();
    double half = build.length() / 2;
    Tint ink = Paints.ink(dice, paint, Paints.BLACK, Paints.WHITE);
    if (dice.chance(0.55)) {
      Tint other = dice.pick(Paints.WHITE, Paints.YELLOW);
      double y = panel.low() + panel.height() * dice.between(0.55, 0.7);
      livery.add(new Decoration.Checks(y, y + 0.17, -half, half, 2, 0.11, Paints.BLACK, other));
    }
    if (dice.chance(0.6)) {
      livery.add(new Decoration.Text("logo", "TAXI", panel.cut(0.3, 0.75, 0.08, 0.5), ink, 4));
    }
    Roof roof = build.roof();
    double x = (roof.front() + roof.rear()) / 2 + dice.between(0, 0.3);
    Tint box = dice.pick(Paints.YELLOW, Paints.WHITE, Paints.ORANGE);
    RoofKit sign =
        new RoofKit.Sign(
            x, roof.height(), dice.between(0.3, 0.42), 0.24, "TAXI", box, Paints.BLACK);
    return Design.of(dice, build, Coat.of(paint), livery, List.of(sign));
  }

  private static Design van(Dice dice) {
    boolean minibus = dice.chance(0.2);
    boolean boxed = !minibus && dice.chance(0.35);
    Build build = boxed ? Vans.boxVan(dice) : Vans.van(dice, minibus);
    Tint paint = Paints.van(dice);
    List<Decoration> livery = new ArrayList<>();
    if (dice.chance(0.85)) {
      firm(dice, build, paint, livery);
    }
    List<RoofKit> kit = new ArrayList<>();
    if (!boxed && dice.chance(0.35)) {
      kit.add(rack(dice, build.roof()));
    }
    return Design.of(dice, build, Coat.of(paint), livery, kit);
  }

  private static Design lorry(Dice dice) {
    Build build = dice.chance(0.6) ? Trucks.lorry(dice) : Trucks.fireEngine(dice);
    Tint paint = Paints.lorry(dice);
    Tint box = dice.chance(0.55) ? paint : Paints.WHITE;
    List<Decoration> livery = new ArrayList<>();
    if (dice.chance(0.35)) {
      livery.add(new Emblems.Shutters(build.panel().cut(0, 1, 0, 0.62), dice.count(2, 4)));
      firmName(dice, build.panel().cut(0.05, 0.95, 0.66, 0.98), box, livery);
    } else if (dice.chance(0.85)) {
      firm(dice, build, box, livery);
    }
    return Design.of(dice, build, new Coat(paint, paint, box), livery, List.of());
  }

  private static Design bus(Dice dice) {
    Build build = Trucks.bus(dice);
    Tint paint = Paints.lorry(dice);
    List<Decoration> livery = new ArrayList<>();
    Panel panel = build.panel();
    double half = build.length() / 2;
    Tint ink = Paints.ink(dice, paint, Paints.WHITE, Paints.BLUE, Paints.YELLOW, Paints.BLACK);
    if (dice.chance(0.6)) {
      livery.add(new Decoration.Stripe(panel.low(), panel.low() + 0.18, -half, half, ink));
    }
    String line = dice.pick("CITY BUS", "METRO", "SCHOOL BUS", "LINE 24");
    livery.add(new Decoration.Text("logo", line, panel.cut(0.34, 0.74, 0.3, 0.98), ink, 4));
    return Design.of(dice, build, Coat.of(paint), livery, List.of());
  }

  private static void firm(Dice dice, Build build, Tint paint, List<Decoration> livery) {
    Panel panel = build.panel();
    double half = build.length() / 2;
    Tint ink =
        Paints.ink(dice, paint, Paints.RED, Paints.BLUE, Paints.GREEN, Paints.WHITE, Paints.ORANGE);
    if (dice.chance(0.4)) {
      double y = panel.low() + panel.height() * dice.between(0.05, 0.2);
      livery.add(new Decoration.Stripe(y, y + panel.height() * 0.15, -half, half, ink));
    } else if (dice.chance(0.2)) {
      livery.add(new Decoration.Slashes(panel.cut(0, 0.35, 0, 0.9), 3, ink));
    }
    double radius = panel.height() * dice.between(0.17, 0.24);
    Pt centre = new Pt(panel.rear() + panel.length() * 0.2, panel.low() + panel.height() * 0.6);
    if (dice.chance(0.08)) {
      livery.add(Emblems.chemist(centre, radius));
      livery.add(
          new Decoration.Text(
              "logo", "PHARMACY", panel.cut(0.38, 0.98, 0.45, 0.75), Paints.GREEN, 4));
      return;
    }
    Tint second = dice.pick(Paints.WHITE, Paints.YELLOW, Paints.SKY_BLUE, Paints.BLACK);
    livery.add(Emblems.logo(dice, centre, radius, ink, second));
    firmName(dice, panel.cut(0.38, 0.98, 0.45, 0.8), paint, livery);
  }

  private static void firmName(Dice dice, Panel panel, Tint paint, List<Decoration> livery) {
    Tint ink = Paints.ink(dice, paint, Paints.RED, Paints.BLUE, Paints.WHITE, Paints.GREEN);
    livery.add(new Decoration.Text("logo", dice.pick(FIRMS), panel, ink, dice.count(3, 4)));
  }

  private static RoofKit rack(Dice dice, Roof roof) {
    List<RoofKit.Load> loads = new ArrayList<>();
    boolean ladder = dice.chance(0.3);
    if (!ladder && dice.chance(0.6)) {
      double x = (roof.rear() + roof.front()) / 2 + dice.between(-0.2, 0.2);
      double length = dice.between(0.3, 0.55);
      double low = roof.height() + 0.11;
      LampBlock box =
          new LampBlock(x - length, x + length, low, low + dice.between(0.15, 0.32), -0.4, 0.45);
      loads.add(
          new RoofKit.Load(
              box, dice.pick(Paints.BLACK, Paints.GREY, Paints.BROWN, Paints.BLUE, Paints.RED)));
    }
    return new RoofKit.Rack(roof, ladder, loads);
  }
}
