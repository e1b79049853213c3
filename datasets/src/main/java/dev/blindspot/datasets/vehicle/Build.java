package dev.blindspot.datasets.vehicle;

import dev.blindspot.datasets.drawing.Pt;
import java.util.ArrayList;
import java.util.List;

/**
 * The shape of one vehicle in metres, without paint.
 *
 * @param length from nose to tail; x runs from {@code -length / 2} to {@code length / 2}
 * @param width over the body
 * @param parts bodies, boxes and cabins
 * @param wheels x of the axles
 * @param wheelRadius outer radius of the tyres
 * @param noseTop height of the front edge of the bonnet, or of the front below the wind screen
 * @param doors doors of the near side
 * @param panel where a livery has room on the near side
 * @param roof where things are mounted on the roof
 */
public record Build(
    double length,
    double width,
    List<Part> parts,
    List<Double> wheels,
    double wheelRadius,
    double noseTop,
    List<Door> doors,
    Panel panel,
    Roof roof) {

  public Build {
    parts = List.copyOf(parts);
    wheels = List.copyOf(wheels);
    doors = List.copyOf(doors);
  }

  /** What a part is made of and when it is painted. */
  enum Role {
    CHASSIS,
    BODY,
    BOX,
    CABIN
  }

  /**
   * One prism with its glass.
   *
   * @param windows outlines in the plane of the near side
   * @param screens wind screen and rear window
   */
  record Part(Role role, Prism prism, List<List<Pt>> windows, List<Screen> screens) {
    Part {
      windows = List.copyOf(windows);
      screens = List.copyOf(screens);
    }

    static Part plain(Role role, Prism prism) {
      return new Part(role, prism, List.of(), List.of());
    }
  }

  /** Glass across the vehicle between two points of the outline; {@code share} of the width. */
  record Screen(Pt low, Pt high, double share) {}

  /** The gap around a door: its front and rear edge, lower and upper end. */
  record Door(double front, double rear, double low, double high, boolean sliding) {}

  /** A rectangle of the near side. */
  record Panel(double rear, double front, double low, double high) {
    public double height() {
      return high - low;
    }

    double length() {
      return front - rear;
    }

    double middle() {
      return (rear + front) / 2;
    }

    Panel cut(double rearShare, double frontShare, double lowShare, double highShare) {
      return new Panel(
          rear + length() * rearShare,
          rear + length() * frontShare,
          low + height() * lowShare,
          low + height() * highShare);
    }
  }

  /** The flat part of the roof. */
  record Roof(double rear, double front, double height, double halfWidth) {}

  public double height() {
    return parts.stream().mapToDouble(p -> p.prism().top()).max().orElseThrow();
  }

  /** The part whose near side is at this place. */
  Part at(double x, double y) {
    Part best = parts.get(0);
    for (Part part : parts) {
      Prism p = part.prism();
      boolean inside =
          y >= p.bottom() && y <= p.top() && x <= p.frontAt(y) + 0.01 && x >= p.rearAt(y) - 0.01;
      if (inside) {
        best = part;
      }
    }
    return best;
  }

  double half(double x, double y) {
    return at(x, y).prism().half(x, y);
  }

  Part part(Role role) {
    return parts.stream().filter(p -> p.role() == role).findFirst().orElse(parts.get(0));
  }

  boolean has(Role role) {
    return parts.stream().anyMatch(p -> p.role() == role);
  }

  /** Corners of the space that the vehicle takes, with room above the roof. */
  public List<double[]> corners(double above) {
    List<double[]> corners = new ArrayList<>();
    double half = parts.stream().mapToDouble(p -> p.prism().halfWidth()).max().orElseThrow();
    for (double x : new double[] {-length / 2, length / 2}) {
      for (double z : new double[] {-half, half}) {
        corners.add(new double[] {x, 0, z});
        corners.add(new double[] {x * 0.6, height() + above, z});
        corners.add(new double[] {x, has(Role.CABIN) ? noseTop : height(), z});
      }
    }
    return corners;
  }
}
