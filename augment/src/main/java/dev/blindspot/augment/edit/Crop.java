package dev.blindspot.augment.edit;

import dev.blindspot.augment.canvas.Canvas;
import dev.blindspot.augment.geometry.Box;
import dev.blindspot.augment.geometry.Checks;
import dev.blindspot.augment.geometry.Rgb;
import org.jspecify.annotations.Nullable;

/**
 * Enlarges a part to the size of the whole image, bilinear between pixel centres; nothing outside
 * of the part shows through.
 *
 * @param box the part, within the image and not empty
 */
public record Crop(Box box) implements Edit {
  public Crop {
    Checks.requirePresent(box, "box");
    Checks.require(box.area() > 0, "box must not be empty, was %s", box);
  }

  @Override
  public void paint(Canvas canvas, @Nullable Rgb datasetMean) {
    box.requireWithin(canvas.height(), canvas.width());
    Steps rows = new Steps(box.height(), canvas.height());
    Steps columns = new Steps(box.width(), canvas.width());
    for (int channel = 0; channel < canvas.channels(); channel++) {
      paint(canvas, channel, rows, columns);
    }
  }

  private void paint(Canvas canvas, int channel, Steps rows, Steps columns) {
    float[] part = read(canvas, channel);
    for (int y = 0; y < canvas.height(); y++) {
      int above = rows.before[y] * box.width();
      int below = rows.after[y] * box.width();
      float down = rows.share[y];
      for (int x = 0; x < canvas.width(); x++) {
        int left = columns.before[x];
        int right = columns.after[x];
        float across = columns.share[x];
        float upper = part[above + left] + across * (part[above + right] - part[above + left]);
        float lower = part[below + left] + across * (part[below + right] - part[below + left]);
        canvas.set(x, y, channel, upper + down * (lower - upper));
      }
    }
  }

  private float[] read(Canvas canvas, int channel) {
    float[] part = new float[Math.toIntExact(box.area())];
    for (int y = 0, i = 0; y < box.height(); y++) {
      for (int x = 0; x < box.width(); x++) {
        part[i++] = (float) canvas.get(box.x() + x, box.y() + y, channel);
      }
    }
    return part;
  }

  /** Which two pixels of the part each pixel of the image lies between, along one axis. */
  private static final class Steps {
    final int[] before;
    final int[] after;
    final float[] share;

    Steps(int part, int whole) {
      before = new int[whole];
      after = new int[whole];
      share = new float[whole];
      for (int i = 0; i < whole; i++) {
        double place = Math.max(0, (i + 0.5) * part / whole - 0.5);
        before[i] = (int) place;
        after[i] = Math.min(part - 1, before[i] + 1);
        share[i] = (float) (place - before[i]);
      }
    }
  }

  @Override
  public void move(float[] points, int height, int width) {
    for (int i = 0; i < points.length; i += 2) {
      points[i] = moved(points[i], box.x(), box.width(), width);
      points[i + 1] = moved(points[i + 1], box.y(), box.height(), height);
    }
  }

  private static float moved(float point, int first, int part, int whole) {
    return (float) ((point + 0.5 - first) * whole / part - 0.5);
  }

  @Override
  public String toString() {
    return "crop of " + box;
  }
}
