package dev.blindspot.augment.method;

import dev.blindspot.augment.edit.Edit;
import dev.blindspot.augment.geometry.Box;
import dev.blindspot.augment.geometry.Checks;
import java.util.ArrayList;
import java.util.List;

/**
 * What an augmentation is told of the image that it draws edits for.
 *
 * @param height in pixels, at least 1
 * @param width in pixels, at least 1
 * @param boxes where the objects are, in pixels of this image; may be empty
 * @param epoch number of the epoch, from 0; schedules depend on it
 */
public record Sample(int height, int width, List<Box> boxes, int epoch) {
  public Sample {
    Checks.requireImage(height, width);
    boxes = Checks.copyOf(boxes, "boxes");
    for (Box box : boxes) {
      box.requireWithin(height, width);
    }
    Checks.requireAtLeast(epoch, 0, "epoch");
  }

  /** An image without known objects, in the first epoch. */
  public static Sample of(int height, int width) {
    return new Sample(height, width, List.of(), 0);
  }

  /** The same image with the boxes moved along by edits; what leaves the image is cut off. */
  Sample after(List<Edit> edits) {
    if (boxes.isEmpty() || edits.isEmpty()) {
      return this;
    }
    List<Box> moved = new ArrayList<>(boxes.size());
    for (Box box : boxes) {
      Box clipped = move(box, edits);
      if (clipped.area() > 0) {
        moved.add(clipped);
      }
    }
    return new Sample(height, width, moved, epoch);
  }

  /** Moves the centres of two opposite corner pixels. */
  private Box move(Box box, List<Edit> edits) {
    float[] corners = {box.x(), box.y(), box.x() + box.width() - 1f, box.y() + box.height() - 1f};
    edits.forEach(edit -> edit.move(corners, height, width));
    int left = Math.round(Math.min(corners[0], corners[2]));
    int top = Math.round(Math.min(corners[1], corners[3]));
    int movedWidth = Math.round(Math.abs(corners[2] - corners[0])) + 1;
    int movedHeight = Math.round(Math.abs(corners[3] - corners[1])) + 1;
    return Box.clipped(left, top, movedWidth, movedHeight, height, width);
  }
}
