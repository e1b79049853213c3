package dev.blindspot.train.explore.session;

import static java.util.Objects.requireNonNull;

import dev.blindspot.explain.occlusion.Window;
import java.util.List;

/**
 * What is hidden of an image.
 *
 * @param rectangles in pixels of the network's input; none leaves the image as it is
 * @param mode whether they are hidden, or everything else
 * @param fill what hidden pixels show
 * @param other index of the image that {@link HiddenBy#PASTE} takes pixels from; else not used
 */
public record Question(List<Window> rectangles, Mode mode, HiddenBy fill, int other) {
  /** Rectangles of one question at most: nobody draws more, and each costs memory. */
  public static final int MOST_RECTANGLES = 32;

  /** Which side of the rectangles is hidden. */
  public enum Mode {
    HIDE,
    /** The rectangles are kept and the rest is hidden. */
    KEEP
  }

  public Question {
    rectangles = List.copyOf(rectangles);
    requireNonNull(mode, "mode");
    requireNonNull(fill, "fill");
    if (rectangles.size() > MOST_RECTANGLES) {
      throw RequestException.bad(
          "rectangles must be at most %d, were %d".formatted(MOST_RECTANGLES, rectangles.size()));
    }
  }

  /** Whether it leaves the image as it is. */
  public boolean clean() {
    return rectangles.isEmpty();
  }

  /** Refuses a rectangle that sticks out of the image. */
  void requireInside(int height, int width) {
    for (Window rectangle : rectangles) {
      if (!rectangle.isInside(height, width)) {
        throw RequestException.bad(
            "a rectangle must lie inside the image of %d x %d pixels, was x %d, y %d, width %d, height %d"
                .formatted(
                    width,
                    height,
                    rectangle.x(),
                    rectangle.y(),
                    rectangle.width(),
                    rectangle.height()));
      }
    }
  }
}
