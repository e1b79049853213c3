package dev.blindspot.datasets.scene;

import dev.blindspot.datasets.drawing.Camera;
import dev.blindspot.datasets.drawing.Camera.Frame;
import dev.blindspot.datasets.drawing.Dice;
import dev.blindspot.datasets.drawing.DrawingCanvas;
import dev.blindspot.datasets.vehicle.Build;

/** Where the photographer stands. */
final class Poses {
  private Poses() {}

  static Camera draw(Dice dice, Build build, DrawingCanvas canvas) {
    double yaw = Math.toRadians(yawDegrees(dice));
    int mirror = dice.chance(0.5) ? 1 : -1;
    double height = dice.between(1.2, 2.2) + 0.15 * build.height();
    double distance = build.length() * dice.between(1.7, 3.0);
    double width = canvas.share(dice.between(0.72, 1.0));
    double room = canvas.share(dice.between(0.62, 0.8));
    double margin = Math.max(0, (canvas.side() - width) / 2) + canvas.share(0.02);
    Frame frame =
        new Frame(
            width,
            room,
            canvas.share(0.5) + dice.between(-margin, margin),
            canvas.share(dice.between(0.74, 0.95)));
    return Camera.framing(
        yaw, mirror, height, distance, dice.between(1.05, 1.35), build.corners(0.25), frame);
  }

  private static double yawDegrees(Dice dice) {
    double kind = dice.between(0, 1);
    if (kind < 0.62) {
      return dice.between(14, 57);
    }
    return kind < 0.85 ? dice.between(-45, -12) : dice.between(-12, 12);
  }
}
