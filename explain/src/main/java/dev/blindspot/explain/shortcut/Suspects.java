package dev.blindspot.explain.shortcut;

import dev.blindspot.explain.measure.Region;
import dev.blindspot.explain.occlusion.WindowGrid;
import dev.blindspot.explain.shortcut.NullModel.Contrast;
import dev.blindspot.explain.shortcut.ShortcutScan.Hits;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Joins suspicious places that touch, and ranks what comes out. */
record Suspects(WindowGrid grid, List<ScannedImage> images) {

  private static final Comparator<PositionStats> STRONGEST =
      Comparator.comparingDouble(PositionStats::excess)
          .thenComparingDouble(PositionStats::meanDrop)
          .reversed();

  List<Suspect> among(List<PositionStats> suspicious, Hits hits, List<Contrast> contrasts) {
    List<PositionStats> left = new ArrayList<>(suspicious);
    left.sort(STRONGEST);
    List<Suspect> suspects = new ArrayList<>();
    while (!left.isEmpty()) {
      List<PositionStats> group = group(left);
      left.removeAll(group);
      suspects.add(suspect(group, hits, contrasts));
    }
    return suspects;
  }

  /** The first place and everything that touches it, directly or through others; in order. */
  private List<PositionStats> group(List<PositionStats> places) {
    List<PositionStats> group = new ArrayList<>(places.subList(0, 1));
    for (int i = 0; i < group.size(); i++) {
      Region window = window(group.get(i));
      places.stream()
          .filter(place -> !group.contains(place))
          .filter(place -> window.touches(window(place)))
          .toList()
          .forEach(group::add);
    }
    group.sort(STRONGEST);
    return group;
  }

  private Region window(PositionStats place) {
    return Region.of(grid.window(place.position()));
  }

  private Suspect suspect(List<PositionStats> group, Hits hits, List<Contrast> contrasts) {
    PositionStats best = group.get(0);
    List<Integer> examples =
        contrasts.get(best.position()).counted().stream()
            .filter(i -> hits.hit(i, best.position()))
            .boxed()
            .sorted(
                Comparator.comparingDouble((Integer i) -> -images.get(i).drops()[best.position()]))
            .toList();
    return new Suspect(
        best,
        window(best),
        group.stream().map(this::window).reduce(Region::union).orElseThrow(),
        group.stream().map(PositionStats::position).toList(),
        examples);
  }
}
