package dev.blindspot.train.explore.image;

import static java.util.Objects.requireNonNull;

import dev.blindspot.explain.occlusion.Window;
import java.util.ArrayList;
import java.util.List;

/**
 * What is hidden of an image.
 *
 * @param rectangles in pixels of the network's input
 * @param cells beside the rectangles; nothing chosen at all leaves the image as it is
 * @param mode whether they are hidden, or everything else
 * @param fill what hidden pixels show
 * @param other index of the image that {@link HiddenBy#PASTE} takes pixels from; else not used
 */
public record Question(List<Window> rectangles, Cells cells, Mode mode, HiddenBy fill, int other) {
  /** Rectangles of one question at most: nobody draws more, and each costs memory. */
  public static final int MOST_RECTANGLES = 32;

  /** Which side of what is chosen is hidden. */
  public enum Mode {
    HIDE,
    /** The chosen part is kept and the rest is hidden. */
    KEEP
  }

  public Question {
    rectangles = List.copyOf(rectangles);
    requireNonNull(cells, "cells");
    requireNonNull(mode, "mode");
    requireNonNull(fill, "fill");
    if (rectangles.size() > MOST_RECTANGLES) {
      throw RequestException.bad(
          "rectangles must be at most %d, were %d".formatted(MOST_RECTANGLES, rectangles.size()));
    }
  }

  /** Whether nothing is chosen, which leaves the image as it is. */
  public boolean isEmpty() {
    return rectangles.isEmpty() && cells.isEmpty();
  }

  /**
   * Everything that is chosen as rectangles.
   *
   * @throws RequestException if some of it lies outside of the image
   */
  public List<Window> chosen(int height, int width) {
    requireInside(height, width);
    List<Window> all = new ArrayList<>(rectangles);
    all.addAll(cells.rectangles(height, width));
    return all;
  }

  private void requireInside(int height, int width) {
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
