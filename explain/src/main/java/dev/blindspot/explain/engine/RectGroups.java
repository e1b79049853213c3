package dev.blindspot.explain.engine;

import dev.blindspot.explain.engine.trunk.Rect;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Windows whose rectangles are computed together because they have one size.
 *
 * <p>A call of a convolution costs something beside its outputs, so that small groups are enlarged
 * to the size of another one where that is cheaper: what is computed too much equals the clean map.
 */
final class RectGroups {
  private RectGroups() {}

  /**
   * Some windows.
   *
   * @param height rows that are computed for each
   * @param width columns that are computed for each
   * @param members indices of the windows' rectangles
   */
  record Group(int height, int width, List<Integer> members) {
    /** Places that are computed. */
    long places() {
      return (long) height * width * members.size();
    }

    /** The members in parts of these sizes. */
    List<List<Integer>> parts(List<Integer> sizes) {
      List<List<Integer>> parts = new ArrayList<>();
      int first = 0;
      for (int size : sizes) {
        parts.add(members.subList(first, first + size));
        first += size;
      }
      return parts;
    }

    Group with(Group other) {
      List<Integer> all = new ArrayList<>(members);
      all.addAll(other.members);
      return new Group(Math.max(height, other.height), Math.max(width, other.width), all);
    }
  }

  /**
   * Groups of rectangles, none of which is empty; every rectangle is in one group.
   *
   * @param callPlaces what a call costs beside its outputs, in places of the output
   */
  static List<Group> of(List<Rect> rects, int callPlaces) {
    record Size(int height, int width) {}
    Map<Size, List<Integer>> equal = new LinkedHashMap<>();
    for (int i = 0; i < rects.size(); i++) {
      Size size = new Size(rects.get(i).height(), rects.get(i).width());
      equal.computeIfAbsent(size, s -> new ArrayList<>()).add(i);
    }
    List<Group> groups = new ArrayList<>();
    equal.forEach((size, members) -> groups.add(new Group(size.height, size.width, members)));
    groups.sort(Comparator.comparingInt((Group g) -> g.members().size()).reversed());
    return merged(groups, callPlaces);
  }

  /** From the smallest group on: each joins the one where that saves most, or stays alone. */
  private static List<Group> merged(List<Group> bySize, int callPlaces) {
    List<Group> groups = new ArrayList<>(bySize);
    for (int i = groups.size() - 1; i > 0; i--) {
      Group small = groups.get(i);
      int best = -1;
      long most = 0;
      for (int k = 0; k < i; k++) {
        Group other = groups.get(k);
        long saved = callPlaces + small.places() + other.places() - small.with(other).places();
        if (saved > most) {
          most = saved;
          best = k;
        }
      }
      if (best >= 0) {
        groups.set(best, groups.get(best).with(small));
        groups.remove(i);
      }
    }
    return groups;
  }
}
