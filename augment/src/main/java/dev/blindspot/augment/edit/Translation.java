package dev.blindspot.augment.edit;

import dev.blindspot.augment.canvas.Canvas;
import dev.blindspot.augment.geometry.Rgb;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Moves the content; what becomes free repeats the nearest pixel of the image's edge.
 *
 * @param dx pixels to the right (negative: to the left)
 * @param dy pixels down (negative: up)
 */
public record Translation(int dx, int dy) implements Edit {
  @Override
  public void paint(Canvas canvas, @Nullable Rgb datasetMean) {
    // A move by more than all but one pixel shows nothing but the edge, as one by all but one does.
    int right = clamp(dx, canvas.width() - 1);
    int down = clamp(dy, canvas.height() - 1);
    int last = canvas.height() - 1;
    for (int i = 0; i <= last; i++) {
      int y = down > 0 ? last - i : i;
      moveRow(canvas, Math.min(last, Math.max(0, y - down)), y, right);
    }
  }

  private static int clamp(int value, int limit) {
    return Math.max(-limit, Math.min(limit, value));
  }

  private static void moveRow(Canvas canvas, int fromY, int y, int right) {
    int width = canvas.width();
    canvas.copy(Math.max(0, -right), fromY, Math.max(0, right), y, width - Math.abs(right));
    for (int x = 0; x < right; x++) {
      canvas.copy(right, y, x, y, 1);
    }
    for (int x = width + right; x < width; x++) {
      canvas.copy(width + right - 1, y, x, y, 1);
    }
  }

  @Override
  public void move(float[] points, int height, int width) {
    for (int i = 0; i < points.length; i += 2) {
      points[i] += dx;
      points[i + 1] += dy;
    }
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "shift by (%+d, %+d)", dx, dy);
  }
}
