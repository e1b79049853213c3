package dev.blindspot.explain.engine;

import dev.blindspot.explain.engine.convolve.ArrayConvolution;
import dev.blindspot.explain.engine.convolve.RectangleConvolution;
import dev.blindspot.explain.engine.trunk.Rect;
import dev.blindspot.explain.engine.trunk.Shape2d;
import dev.blindspot.explain.engine.trunk.Trunk;
import dev.blindspot.explain.onednn.graph.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * In which order windows are computed, and how many at once. Windows that change rectangles of
 * equal sizes follow each other, so that their groups are large.
 */
final class BatchPlan {
  private final List<Integer> order;
  private final int atOnce;

  BatchPlan(
      Trunk trunk,
      RectangleConvolution convolution,
      MapUse use,
      List<Shape2d> maps,
      List<Rect> windows,
      long budgetBytes) {
    List<List<Rect>> reached = windows.stream().map(w -> trunk.reached(w, maps)).toList();
    this.order =
        IntStream.range(0, windows.size())
            .boxed()
            .sorted(Comparator.comparing(i -> sizes(reached.get(i)), Arrays::compare))
            .toList();
    long floats = budgetBytes / Float.BYTES - ArrayConvolution.CALL_FLOATS;
    long perWindow = floatsPerWindow(use, maps, stored(trunk, convolution, maps, reached));
    long most = Math.min(floats, NativeBuffer.MAX_FLOATS) / Math.max(1, perWindow);
    this.atOnce = (int) Math.max(1, Math.min(windows.size(), most));
  }

  /** Indices of the windows. */
  List<Integer> order() {
    return order;
  }

  /** Windows per pass. */
  int atOnce() {
    return atOnce;
  }

  /** Sizes of the rectangles, those of the last maps first. */
  private static int[] sizes(List<Rect> reached) {
    int[] sizes = new int[2 * reached.size()];
    for (int k = 0; k < reached.size(); k++) {
      Rect rect = reached.get(reached.size() - 1 - k);
      sizes[2 * k] = rect.height();
      sizes[2 * k + 1] = rect.width();
    }
    return sizes;
  }

  /** What is computed of each map. */
  private static List<List<Rect>> stored(
      Trunk trunk, RectangleConvolution convolution, List<Shape2d> maps, List<List<Rect>> reached) {
    List<List<Rect>> stored = new ArrayList<>();
    for (List<Rect> rects : reached) {
      List<Rect> grown = new ArrayList<>(rects);
      for (int k = 0; k < trunk.size(); k++) {
        Rect rect = rects.get(k + 1);
        if (trunk.node(k) instanceof Node.Convolve && !rect.isEmpty()) {
          grown.set(k + 1, convolution.grown(k, rect, maps.get(k + 1)));
        }
      }
      stored.add(grown);
    }
    return stored;
  }

  /**
   * What all maps take that are still read while one is computed; a window's rectangle may be
   * enlarged to the largest one. The image is no copy.
   */
  private static long floatsPerWindow(MapUse use, List<Shape2d> maps, List<List<Rect>> stored) {
    long[] floats = new long[maps.size()];
    long held = 0;
    long most = 0;
    for (int map = 1; map < floats.length; map++) {
      floats[map] = use.isJoined(map) ? 0 : floats(map, maps.get(map), stored);
      held += floats[map];
      most = Math.max(most, held);
      held -= use.endingWith(map - 1).stream().mapToLong(ended -> floats[ended]).sum();
    }
    return most;
  }

  private static long floats(int map, Shape2d size, List<List<Rect>> stored) {
    long height = stored.stream().mapToInt(r -> r.get(map).height()).max().orElse(0);
    long width = stored.stream().mapToInt(r -> r.get(map).width()).max().orElse(0);
    return height * width * size.channels();
  }
}
