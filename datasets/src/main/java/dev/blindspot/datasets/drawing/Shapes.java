package dev.blindspot.datasets.drawing;

import java.util.ArrayList;
import java.util.List;

/** Outlines that drawings share. */
public final class Shapes {
  private Shapes() {}

  public static List<Pt> ellipse(Pt centre, double radiusX, double radiusY, int corners) {
    List<Pt> outline = new ArrayList<>(corners);
    for (int i = 0; i < corners; i++) {
      double angle = 2 * Math.PI * i / corners;
      outline.add(centre.plus(radiusX * Math.cos(angle), radiusY * Math.sin(angle)));
    }
    return outline;
  }

  /** Rounds the corners of an open line (Chaikin 1974, corner cutting); its two ends stay. */
  public static List<Pt> rounded(List<Pt> line, int passes) {
    List<Pt> current = line;
    for (int pass = 0; pass < passes; pass++) {
      List<Pt> next = new ArrayList<>();
      next.add(current.get(0));
      for (int i = 0; i + 1 < current.size(); i++) {
        next.add(current.get(i).towards(current.get(i + 1), 0.25));
        next.add(current.get(i).towards(current.get(i + 1), 0.75));
      }
      next.add(current.get(current.size() - 1));
      current = next;
    }
    return List.copyOf(current);
  }

  /**
   * A star with rays: outer and inner corners in turn, first ray upwards (y grows downwards or
   * upwards alike).
   */
  public static List<Pt> star(Pt centre, double radius, int rays, double innerShare) {
    List<Pt> outline = new ArrayList<>(2 * rays);
    for (int i = 0; i < 2 * rays; i++) {
      double angle = Math.PI / 2 + Math.PI * i / rays;
      double r = i % 2 == 0 ? radius : radius * innerShare;
      outline.add(centre.plus(r * Math.cos(angle), r * Math.sin(angle)));
    }
    return outline;
  }

  /** An upright cross of five equal squares. */
  public static List<Pt> cross(Pt c, double radius, double armShare) {
    double a = radius * armShare;
    double r = radius;
    return List.of(
        c.plus(-a, -r),
        c.plus(a, -r),
        c.plus(a, -a),
        c.plus(r, -a),
        c.plus(r, a),
        c.plus(a, a),
        c.plus(a, r),
        c.plus(-a, r),
        c.plus(-a, a),
        c.plus(-r, a),
        c.plus(-r, -a),
        c.plus(-a, -a));
  }
}
