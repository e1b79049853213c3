package dev.blindspot.datasets.scene;

import dev.blindspot.datasets.drawing.Camera;
import dev.blindspot.datasets.drawing.DrawingCanvas;
import dev.blindspot.datasets.drawing.Pt;
import dev.blindspot.datasets.drawing.Tint;
import dev.blindspot.datasets.scene.Weather.Conditions;
import java.util.ArrayList;
import java.util.List;

/**
 * The road under the vehicle, in the vehicle's own directions, so that lanes run where it drives.
 */
final class Ground {
  private static final double REACH_M = 90;

  private final DrawingCanvas canvas;
  private final Camera camera;
  private final Conditions conditions;

  Ground(DrawingCanvas canvas, Camera camera, Conditions conditions) {
    this.canvas = canvas;
    this.camera = camera;
    this.conditions = conditions;
  }

  /** Everything below the horizon, lighter in the distance. */
  void plane(Tint tint) {
    double far = 60;
    double near = 4;
    canvas.gradient(
        DrawingCanvas.box(
            -canvas.share(0.2), camera.horizon() - 1, canvas.share(1.2), canvas.share(1.2)),
        conditions.seen(tint, far),
        conditions.seen(tint.scaled(0.97), near),
        conditions.seen(tint.scaled(0.92), near),
        conditions.seen(tint.scaled(0.86), near));
  }

  /** A band along the road between two distances across it. */
  void along(Tint tint, double z0, double z1) {
    strip(tint, -REACH_M, REACH_M, z0, z1, 3);
  }

  /** A rectangle on the road. */
  void patch(Tint tint, double x0, double x1, double z0, double z1) {
    strip(tint, x0, x1, z0, z1, Math.max(0.5, (x1 - x0) / 4));
  }

  /** A broken or unbroken line. */
  void line(Tint tint, double z, double width, double dash, double gap) {
    if (gap == 0) {
      along(tint, z - width / 2, z + width / 2);
      return;
    }
    for (double x = -40; x < 60; x += dash + gap) {
      patch(tint, x, x + dash, z - width / 2, z + width / 2);
    }
  }

  private void strip(Tint tint, double x0, double x1, double z0, double z1, double step) {
    List<Pt> near = new ArrayList<>();
    List<Pt> far = new ArrayList<>();
    for (double x = x0; x <= x1 + 1e-9; x += step) {
      if (camera.inFront(x, z0) && camera.inFront(x, z1)) {
        near.add(camera.at(x, 0, z0));
        far.add(0, camera.at(x, 0, z1));
      }
    }
    if (near.size() > 1) {
      near.addAll(far);
      double z = Math.max(1, camera.depth(0, (z0 + z1) / 2));
      canvas.fill(conditions.seen(tint, z), near);
    }
  }
}
