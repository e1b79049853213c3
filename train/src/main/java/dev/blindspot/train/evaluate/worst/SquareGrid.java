package dev.blindspot.train.evaluate.worst;

import dev.blindspot.explain.occlusion.Window;
import dev.blindspot.train.error.Checks;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Places of a whole square on an image: at the multiples of the stride, and flush with the right
 * and lower edges. No square is cut off, so that all hide as much; all places of a grid are places
 * of one with a stride that divides it.
 *
 * @param height of the image in pixels
 * @param width of the image in pixels
 * @param sidePx of the square, at most the image's shorter side
 * @param stridePx step in pixels, at most {@code sidePx}, so that every pixel is hidden somewhere
 */
record SquareGrid(int height, int width, int sidePx, int stridePx) {
  SquareGrid {
    Checks.require(
        sidePx >= 1 && sidePx <= Math.min(height, width),
        "sidePx",
        "must be at least 1 and at most the image's shorter side (%d), was %d",
        Math.min(height, width),
        sidePx);
    Checks.require(
        stridePx >= 1 && stridePx <= sidePx,
        "stridePx",
        "must be at least 1 and at most the square's side (%d), was %d",
        sidePx,
        stridePx);
  }

  /**
   * The grid of a square and stride that are given as fractions of the image's shorter side,
   * rounded to whole pixels.
   */
  static SquareGrid of(int height, int width, double side, double stride) {
    int shorter = Math.min(height, width);
    int sidePx = (int) Math.max(1, Math.round(side * shorter));
    int stridePx = (int) Math.max(1, Math.round(stride * shorter));
    return new SquareGrid(height, width, sidePx, Math.min(stridePx, sidePx));
  }

  /** All places, row by row. */
  List<Window> places() {
    List<Window> places = new ArrayList<>();
    for (int y : starts(height)) {
      for (int x : starts(width)) {
        places.add(new Window(x, y, sidePx, sidePx));
      }
    }
    return places;
  }

  private int[] starts(int length) {
    int last = length - sidePx;
    return IntStream.concat(
            IntStream.iterate(0, start -> start < last, start -> start + stridePx),
            IntStream.of(last))
        .toArray();
  }
}
