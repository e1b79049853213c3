package dev.blindspot.datasets.drawing;

/**
 * A point of a plane: pixels of the canvas, or metres of a vehicle's side view (x forward, y up).
 */
public record Pt(double x, double y) {

  public Pt towards(Pt other, double t) {
    return new Pt(x + (other.x - x) * t, y + (other.y - y) * t);
  }

  public Pt plus(double dx, double dy) {
    return new Pt(x + dx, y + dy);
  }
}
