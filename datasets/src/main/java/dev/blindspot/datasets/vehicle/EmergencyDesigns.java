package dev.blindspot.datasets.vehicle;

import dev.blindspot.datasets.drawing.Dice;
import dev.blindspot.datasets.drawing.Pt;
import dev.blindspot.datasets.drawing.Tint;
import dev.blindspot.datasets.vehicle.Build.Panel;
import dev.blindspot.datasets.vehicle.Build.Role;
import dev.blindspot.datasets.vehicle.Build.Roof;
import java.util.ArrayList;
import java.util.List;

/**
 * Police cars, ambulances and fire engines: marked paint, lettering, and blue or red lamps on the
 * roof.
 */
public final class EmergencyDesigns {
  private static final Tint LAMP_BLUE = Tint.hex(0x1A50FF);
  private static final Tint LAMP_RED = Tint.hex(0xFF1E1E);

  private EmergencyDesigns() {}

  public static Design draw(Dice dice) {
    double kind = dice.between(0, 1);
    if (kind < 0.46) {
      return police(dice);
    }
    return kind < 0.76 ? ambulance(dice) : fireEngine(dice);
  }

  private static Design police(Dice dice) {
    Build build =
        switch (dice.count(0, 9)) {
          case 0, 1, 2 -> Cars.sedan(dice);
          case 3, 4 -> Cars.suv(dice);
          case 5, 6 -> Cars.estate(dice);
          case 7 -> Cars.hatchback(dice);
          default -> Vans.van(dice, true);
        };
    Tint paint = Paints.police(dice);
    List<Decoration> livery = new ArrayList<>();
    String word = dice.weighted(List.of("POLICE", "POLIZEI", "SHERIFF"), 8, 1, 1);
    Coat coat = PoliceLivery.draw(dice, build, paint, word, livery);
    return Design.of(dice, build, coat, livery, lamps(dice, build, dice.chance(0.5), true));
  }

  private static Design ambulance(Dice dice) {
    boolean boxed = dice.chance(0.45);
    Build build = boxed ? Vans.boxVan(dice) : Vans.van(dice, false);
    Tint paint = Paints.ambulance(dice);
    Panel panel = build.panel();
    List<Decoration> livery = new ArrayList<>();
    Tint ink = Paints.ink(dice, paint, Paints.RED, Paints.BLUE, Paints.GREEN);
    double half = build.length() / 2;
    double low = panel.low() + panel.height() * 0.12;
    double high = panel.low() + panel.height() * 0.38;
    if (dice.chance(0.5)) {
      Tint dark = dice.pick(Paints.GREEN, Paints.BLUE, Paints.RED);
      livery.add(new Decoration.Checks(low, high + 0.1, -half, half, 2, 0.55, dark, Paints.LIME));
    } else {
      livery.add(new Decoration.Stripe(low, high, -half, half, ink));
      if (dice.chance(0.5)) {
        livery.add(new Decoration.Stripe(high + 0.05, high + 0.12, -half, half, Paints.NAVY));
      }
    }
    livery.add(text("lettering", "AMBULANCE", panel.cut(0.02, 0.98, 0.74, 0.99), ink));
    double radius = panel.height() * 0.16;
    Pt centre =
        new Pt(
            panel.rear() + panel.length() * dice.between(0.2, 0.8),
            panel.low() + panel.height() * 0.56);
    livery.add(
        dice.chance(0.5) ? Emblems.redCross(centre, radius) : Emblems.starOfLife(centre, radius));
    return Design.of(
        dice, build, Coat.of(paint), livery, lamps(dice, build, dice.chance(0.6), true));
  }

  private static Design fireEngine(Dice dice) {
    boolean van = dice.chance(0.12);
    Build build = van ? Vans.van(dice, false) : Trucks.fireEngine(dice);
    Tint paint = Paints.fire(dice);
    Panel panel = build.panel();
    List<Decoration> livery = new ArrayList<>();
    Tint ink = Paints.ink(dice, paint, Paints.WHITE, Paints.YELLOW, Paints.RED, Paints.WHITE);
    double half = build.length() / 2;
    if (!van) {
      livery.add(new Emblems.Shutters(panel.cut(0, 1, 0.0, 0.66), dice.count(2, 4)));
    }
    double low = van ? panel.low() + 0.1 : dice.between(0.5, 0.62);
    livery.add(new Decoration.Stripe(low, low + dice.between(0.16, 0.3), -half, half, ink));
    if (dice.chance(0.3)) {
      Panel rear = panel.cut(0.0, 0.3, 0.0, 0.6);
      livery.add(
          new Decoration.Slashes(rear, 3, Paints.ink(dice, paint, Paints.YELLOW, Paints.WHITE)));
    }
    String word = dice.weighted(List.of("FIRE", "FIRE RESCUE", "FIRE DEPT"), 3, 2, 2);
    livery.add(text("lettering", word, panel.cut(0.05, 0.95, 0.70, 1.0), ink));
    if (dice.chance(0.4) && !van) {
      double front = half - 0.95;
      livery.add(Emblems.badge(new Pt(front, 0.98), 0.24));
    }
    List<RoofKit> kit = new ArrayList<>();
    if (!van && dice.chance(0.75)) {
      double top = build.part(Role.BOX).prism().top();
      kit.add(new RoofKit.Rack(new Roof(-half + 0.1, half - 2.4, top, 0.7), true, List.of()));
    }
    kit.addAll(lamps(dice, build, dice.chance(0.5), false));
    return Design.of(dice, build, new Coat(paint, paint, paint), livery, kit);
  }

  /** A bar across the roof, rarely a single beacon; one colour or two. */
  private static List<RoofKit> lamps(Dice dice, Build build, boolean allBlue, boolean beacons) {
    Roof roof = build.roof();
    Tint one = allBlue ? LAMP_BLUE : LAMP_RED;
    Tint two = allBlue ? LAMP_BLUE : dice.chance(0.7) ? LAMP_BLUE : LAMP_RED;
    double flash = dice.chance(0.2) ? 0 : dice.between(0.3, 1);
    boolean car = build.has(Role.CABIN);
    double size = (car ? 0.17 : 0.25) * dice.between(0.9, 1.2);
    if (beacons && dice.chance(0.1)) {
      double x = (roof.front() + roof.rear()) / 2;
      return List.of(
          new RoofKit.Beacon(x, roof.height(), -0.15, size * 1.1, one, Math.max(0.4, flash)));
    }
    double x =
        car ? roof.front() - dice.between(0.25, 0.55) : roof.front() - dice.between(0.25, 0.4);
    List<RoofKit> kit = new ArrayList<>();
    double half = roof.halfWidth() * 0.92;
    boolean swap = dice.chance(0.5);
    Tint near = swap ? two : one;
    Tint far = swap ? one : two;
    if (!car && dice.chance(0.35)) {
      kit.add(
          new RoofKit.LightBar(
              roof.rear() + 0.3,
              build.part(Role.BOX).prism().top(),
              half,
              size * 0.8,
              far,
              near,
              flash));
    }
    kit.add(new RoofKit.LightBar(x, roof.height(), half, size, near, far, flash));
    return kit;
  }

  static Decoration text(String cue, String word, Panel panel, Tint ink) {
    return new Decoration.Text(cue, word, panel, ink, 4);
  }
}
