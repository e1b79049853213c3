package dev.blindspot.explain.engine;

import dev.blindspot.explain.engine.chain.Chain;
import dev.blindspot.explain.engine.chain.Op;
import dev.blindspot.explain.engine.chain.Rect;
import dev.blindspot.explain.engine.chain.Shape2d;
import dev.blindspot.explain.engine.convolve.ArrayConvolution;
import dev.blindspot.explain.engine.convolve.RectangleConvolution;
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
      Chain chain,
      RectangleConvolution convolution,
      List<Shape2d> maps,
      List<Rect> windows,
      long budgetBytes) {
    List<List<Rect>> reached = windows.stream().map(w -> chain.reached(w, maps)).toList();
    this.order =
        IntStream.range(0, windows.size())
            .boxed()
            .sorted(Comparator.comparing(i -> sizes(reached.get(i)), Arrays::compare))
            .toList();
    long floats = budgetBytes / Float.BYTES - ArrayConvolution.CALL_FLOATS;
    long most =
        Math.min(floats, NativeBuffer.MAX_FLOATS)
            / Math.max(1, floatsPerWindow(maps, stored(chain, convolution, maps, reached)));
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
      Chain chain, RectangleConvolution convolution, List<Shape2d> maps, List<List<Rect>> reached) {
    List<List<Rect>> stored = new ArrayList<>();
    for (List<Rect> rects : reached) {
      List<Rect> grown = new ArrayList<>(rects);
      for (int k = 0; k < chain.size(); k++) {
        Rect rect = rects.get(k + 1);
        if (chain.stage(k) instanceof Op.Convolution && !rect.isEmpty()) {
          grown.set(k + 1, convolution.grown(k, rect, maps.get(k + 1)));
        }
      }
      stored.add(grown);
    }
    return stored;
  }

  /** Two maps exist at once; a window's rectangle may be enlarged to the largest one. */
  private static long floatsPerWindow(List<Shape2d> maps, List<List<Rect>> stored) {
    long most = 0;
    long before = 0;
    for (int k = 1; k < maps.size(); k++) {
      int map = k;
      long height = stored.stream().mapToInt(r -> r.get(map).height()).max().orElse(0);
      long width = stored.stream().mapToInt(r -> r.get(map).width()).max().orElse(0);
      long floats = height * width * maps.get(k).channels();
      most = Math.max(most, before + floats);
      before = floats;
    }
    return most;
  }
}
