package dev.blindspot.datasets.vehicle;

import dev.blindspot.datasets.drawing.Dice;
import dev.blindspot.datasets.drawing.Pt;
import dev.blindspot.datasets.drawing.Tint;
import dev.blindspot.datasets.vehicle.Build.Panel;
import java.util.List;

/** The ways in which police cars are marked. */
final class PoliceLivery {
  private PoliceLivery() {}

  /** Adds the marking to the livery and returns the paint below it. */
  static Coat draw(Dice dice, Build build, Tint paint, String word, List<Decoration> livery) {
    return switch (dice.count(0, 3)) {
      case 0 -> blackAndWhite(dice, build, word, livery);
      case 1 -> battenburg(dice, build, paint, word, livery);
      case 2 -> wideBand(dice, build, paint, word, livery);
      default -> stripes(dice, build, paint, word, livery);
    };
  }

  private static Coat blackAndWhite(Dice dice, Build build, String word, List<Decoration> livery) {
    Panel panel = build.panel();
    Tint dark = dice.pick(Paints.BLACK, Paints.NAVY);
    Panel doors = panel.cut(0.03, 1, 0, 1);
    livery.add(
        new Decoration.Stripe(
            doors.low(), doors.high(), doors.rear(), doors.front(), Paints.WHITE));
    livery.add(text(word, doors.cut(0.04, 0.96, 0.28, 0.86), dark));
    return new Coat(dark, dice.chance(0.6) ? Paints.WHITE : dark, dark);
  }

  private static Coat battenburg(
      Dice dice, Build build, Tint paint, String word, List<Decoration> livery) {
    Panel panel = build.panel();
    double half = build.length() / 2;
    Tint light = dice.pick(Paints.YELLOW, Paints.LIME, Paints.WHITE);
    int rows = dice.count(1, 2);
    double middle = panel.low() + panel.height() * 0.52;
    livery.add(
        new Decoration.Checks(middle, panel.high(), -half, half, rows, 0.45, Paints.BLUE, light));
    Tint ink = Paints.ink(dice, paint, Paints.BLUE, Paints.WHITE, Paints.BLACK);
    livery.add(text(word, panel.cut(0.05, 0.97, 0.02, 0.5), ink));
    return Coat.of(paint);
  }

  private static Coat wideBand(
      Dice dice, Build build, Tint paint, String word, List<Decoration> livery) {
    Panel panel = build.panel();
    double half = build.length() / 2;
    Tint band =
        paint.luma() < 100 ? Paints.WHITE : dice.pick(Paints.BLUE, Paints.NAVY, Paints.GREEN);
    Panel text = panel.cut(0.04, 0.97, 0.28, 0.92);
    livery.add(new Decoration.Stripe(text.low() - 0.05, text.high() + 0.04, -half, half, band));
    livery.add(text(word, text, Paints.ink(dice, band, Paints.WHITE, Paints.NAVY)));
    return Coat.of(paint);
  }

  private static Coat stripes(
      Dice dice, Build build, Tint paint, String word, List<Decoration> livery) {
    Panel panel = build.panel();
    double half = build.length() / 2;
    Tint ink = Paints.ink(dice, paint, Paints.BLUE, Paints.RED, Paints.NAVY, Paints.WHITE);
    double low = panel.low() + panel.height() * 0.12;
    livery.add(new Decoration.Stripe(low, low + 0.09, -half, half, ink));
    livery.add(new Decoration.Stripe(panel.high() - 0.03, panel.high() + 0.02, -half, half, ink));
    livery.add(text(word, panel.cut(0.24, 0.99, 0.34, 0.92), ink));
    Pt rear = new Pt(panel.rear() + panel.length() * 0.12, panel.low() + panel.height() * 0.6);
    livery.add(Emblems.badge(rear, panel.height() * 0.3));
    return Coat.of(paint);
  }

  private static Decoration text(String word, Panel panel, Tint ink) {
    return EmergencyDesigns.text("lettering", word, panel, ink);
  }
}
