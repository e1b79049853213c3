package dev.blindspot.explain.shortcut;

import dev.blindspot.explain.map.Attribution;
import dev.blindspot.explain.occlusion.WindowGrid;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/**
 * What a scan found.
 *
 * @param grid the windows
 * @param images of the class
 * @param explained by what the object's share in the hits was judged
 * @param places all positions in order; empty if there were too few images
 * @param suspects ranked, the strongest first
 * @param reason why nothing was tested; empty if it was
 */
public record ScanResult(
    WindowGrid grid,
    int images,
    NullModel explained,
    List<PositionStats> places,
    List<Suspect> suspects,
    String reason) {

  public ScanResult {
    Objects.requireNonNull(grid, "grid");
    Objects.requireNonNull(explained, "explained");
    Objects.requireNonNull(reason, "reason");
    places = List.copyOf(places);
    suspects = List.copyOf(suspects);
  }

  /** How many positions could be tested. */
  public int tested() {
    return (int) places.stream().filter(place -> place.images() > 0).count();
  }

  /** The mean drop by position in the image, per pixel, as a map of the image's size. */
  public Attribution meanDrop() {
    return map("mean drop", PositionStats::meanDrop);
  }

  /**
   * The excess of the hit rate over what the object explains, per pixel; 0 where nothing could be
   * tested.
   */
  public Attribution excess() {
    return map("excess", place -> place.images() == 0 ? 0 : place.excess());
  }

  private Attribution map(String method, ToDoubleFunction<PositionStats> value) {
    if (places.isEmpty()) {
      throw new IllegalStateException("nothing was scanned: " + reason);
    }
    float[] values = grid.averaged(position -> value.applyAsDouble(places.get(position)));
    return new Attribution(method, 0, grid.height(), grid.width(), values);
  }
}
