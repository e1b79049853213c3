package dev.blindspot.datasets.drawing;

import dev.blindspot.datasets.annotation.CueBox;
import java.util.Optional;

/** The smallest upright rectangle around the points seen so far. */
public final class Bounds {
  private double left = Double.POSITIVE_INFINITY;
  private double top = Double.POSITIVE_INFINITY;
  private double right = Double.NEGATIVE_INFINITY;
  private double bottom = Double.NEGATIVE_INFINITY;

  public void include(Pt p) {
    left = Math.min(left, p.x());
    top = Math.min(top, p.y());
    right = Math.max(right, p.x());
    bottom = Math.max(bottom, p.y());
  }

  public double left() {
    return left;
  }

  public double top() {
    return top;
  }

  public double right() {
    return right;
  }

  public double bottom() {
    return bottom;
  }

  /**
   * The box of the object or of a part of it in pixels of the final image, clipped at its border;
   * absent when less than one pixel is inside.
   *
   * @param scale canvas pixels per pixel of the final image
   */
  public Optional<CueBox> box(String name, double scale, int sizePx) {
    int x0 = (int) Math.max(0, Math.floor(left / scale));
    int y0 = (int) Math.max(0, Math.floor(top / scale));
    int x1 = (int) Math.min(sizePx, Math.ceil(right / scale));
    int y1 = (int) Math.min(sizePx, Math.ceil(bottom / scale));
    return x1 > x0 && y1 > y0
        ? Optional.of(CueBox.object(name, x0, y0, x1 - x0, y1 - y0))
        : Optional.empty();
  }
}
