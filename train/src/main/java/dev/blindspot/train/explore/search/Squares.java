package dev.blindspot.train.explore.search;

import dev.blindspot.explain.occlusion.Window;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The squares of one side on a grid; the last row and column are flush with the border.
 *
 * @param sidePx of the squares, at most the image's shorter side
 * @param stepPx of the grid
 */
record Squares(int sidePx, int stepPx) {

  List<Window> in(int height, int width) {
    List<Window> windows = new ArrayList<>();
    for (int y : starts(height)) {
      for (int x : starts(width)) {
        windows.add(new Window(x, y, sidePx, sidePx));
      }
    }
    return windows;
  }

  private Set<Integer> starts(int length) {
    Set<Integer> starts = new LinkedHashSet<>();
    for (int start = 0; start + sidePx <= length; start += stepPx) {
      starts.add(start);
    }
    starts.add(length - sidePx);
    return starts;
  }
}
