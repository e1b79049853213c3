package dev.blindspot.datasets.vehicle;

import dev.blindspot.datasets.drawing.Pt;
import java.util.List;

/**
 * A side view with a width: the shape of a vehicle's body, cabin or load box.
 *
 * @param profile the outline in metres from the front's lower edge over the top to the rear's lower
 *     edge
 * @param halfWidth half of the width up to the belt line
 * @param roofHalfWidth half of the width at the top; the sides lean in between
 * @param belt height where the sides begin to lean
 * @param taper share of the width that is lost at both ends, seen from above
 */
record Prism(List<Pt> profile, double halfWidth, double roofHalfWidth, double belt, double taper) {

  private static final double TAPER_LENGTH_M = 0.7;

  Prism {
    profile = List.copyOf(profile);
  }

  static Prism block(double x0, double x1, double y0, double y1, double halfWidth) {
    List<Pt> outline = List.of(new Pt(x1, y0), new Pt(x1, y1), new Pt(x0, y1), new Pt(x0, y0));
    return new Prism(outline, halfWidth, halfWidth, y1, 0);
  }

  double half(double x, double y) {
    double width = halfWidth;
    if (y > belt) {
      double share = Math.min(1, (y - belt) / Math.max(1e-6, top() - belt));
      width += (roofHalfWidth - halfWidth) * share;
    }
    double nose = Math.max(0, (x - (front() - TAPER_LENGTH_M)) / TAPER_LENGTH_M);
    double tail = Math.max(0, (rear() + TAPER_LENGTH_M - x) / TAPER_LENGTH_M);
    return width * (1 - taper * Math.min(1, nose * nose + 0.6 * tail * tail));
  }

  double front() {
    return profile.stream().mapToDouble(Pt::x).max().orElseThrow();
  }

  double rear() {
    return profile.stream().mapToDouble(Pt::x).min().orElseThrow();
  }

  double top() {
    return profile.stream().mapToDouble(Pt::y).max().orElseThrow();
  }

  double bottom() {
    return profile.stream().mapToDouble(Pt::y).min().orElseThrow();
  }

  /** The foremost x of the outline at a height. */
  double frontAt(double y) {
    double best = Double.NEGATIVE_INFINITY;
    for (int i = 0; i + 1 < profile.size(); i++) {
      best = Math.max(best, crossing(i, y, Double.NEGATIVE_INFINITY));
    }
    return Double.isFinite(best) ? best : front();
  }

  /** The rearmost x of the outline at a height. */
  double rearAt(double y) {
    double best = Double.POSITIVE_INFINITY;
    for (int i = 0; i + 1 < profile.size(); i++) {
      best = Math.min(best, crossing(i, y, Double.POSITIVE_INFINITY));
    }
    return Double.isFinite(best) ? best : rear();
  }

  private double crossing(int segment, double y, double none) {
    Pt a = profile.get(segment);
    Pt b = profile.get(segment + 1);
    if ((a.y() - y) * (b.y() - y) > 0 || a.y() == b.y()) {
      return none;
    }
    return a.towards(b, (y - a.y()) / (b.y() - a.y())).x();
  }
}
