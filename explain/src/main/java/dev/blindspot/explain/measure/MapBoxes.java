package dev.blindspot.explain.measure;

import dev.blindspot.explain.map.Attribution;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Objects;

/**
 * Boxes around what a map highlights: places of at least a fraction of the maximum, joined to
 * components (eight neighbours), a tight box around each.
 *
 * @param threshold fraction of the map's maximum, in (0, 1]; 0.2 in Zhou et al. 2015
 *     (arXiv:1512.04150, section 3.2)
 * @param components which components get a box
 */
public record MapBoxes(double threshold, Components components) {

  /** Which components get a box. */
  public enum Components {
    /** The one with the most places. */
    LARGEST,
    /** All, the one with the most places first. */
    ALL
  }

  public MapBoxes {
    Objects.requireNonNull(components, "components must not be null");
    if (!(threshold > 0 && threshold <= 1)) {
      throw new IllegalArgumentException("threshold must be in (0, 1], was " + threshold);
    }
  }

  /** The boxes in the map's pixels; none if the map has no positive value or holds NaN. */
  public List<Region> of(Attribution map) {
    if (!map.finite() || map.max() <= 0) {
      return List.of();
    }
    List<Component> found = components(map);
    found.sort(Comparator.comparingInt((Component c) -> c.places).reversed());
    List<Component> kept = components == Components.LARGEST ? found.subList(0, 1) : found;
    return kept.stream().map(Component::box).toList();
  }

  private List<Component> components(Attribution map) {
    boolean[] open = new boolean[map.height() * map.width()];
    float[] values = map.values();
    double least = threshold * map.max();
    for (int i = 0; i < open.length; i++) {
      open[i] = values[i] >= least;
    }
    List<Component> found = new ArrayList<>();
    for (int i = 0; i < open.length; i++) {
      if (open[i]) {
        found.add(flood(open, map.height(), map.width(), i));
      }
    }
    return found;
  }

  private static Component flood(boolean[] open, int height, int width, int start) {
    Component component = new Component();
    Deque<Integer> pending = new ArrayDeque<>(List.of(start));
    open[start] = false;
    while (!pending.isEmpty()) {
      int place = pending.pop();
      int y = place / width;
      int x = place % width;
      component.add(y, x);
      for (int ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
        for (int nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
          if (open[ny * width + nx]) {
            open[ny * width + nx] = false;
            pending.push(ny * width + nx);
          }
        }
      }
    }
    return component;
  }

  private static final class Component {
    private int places;
    private int top = Integer.MAX_VALUE;
    private int left = Integer.MAX_VALUE;
    private int bottom = -1;
    private int right = -1;

    void add(int y, int x) {
      places++;
      top = Math.min(top, y);
      left = Math.min(left, x);
      bottom = Math.max(bottom, y);
      right = Math.max(right, x);
    }

    Region box() {
      return new Region(left, top, right - left + 1, bottom - top + 1);
    }
  }
}
