package dev.blindspot.augment.edit;

import dev.blindspot.augment.canvas.Canvas;
import dev.blindspot.augment.geometry.Rgb;
import org.jspecify.annotations.Nullable;

/** Mirrors left and right. */
public record Mirror() implements Edit {
  @Override
  public void paint(Canvas canvas, @Nullable Rgb datasetMean) {
    for (int y = 0; y < canvas.height(); y++) {
      canvas.mirror(y);
    }
  }

  @Override
  public void move(float[] points, int height, int width) {
    for (int i = 0; i < points.length; i += 2) {
      points[i] = width - 1 - points[i];
    }
  }

  @Override
  public String toString() {
    return "mirror";
  }
}
