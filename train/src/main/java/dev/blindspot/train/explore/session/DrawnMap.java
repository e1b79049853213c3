package dev.blindspot.train.explore.session;

import dev.blindspot.explain.map.Attribution;
import dev.blindspot.explain.measure.Region;
import java.util.List;

/**
 * A map as the page shows it.
 *
 * @param map at the image's size
 * @param boxes around what it highlights; none for maps that are too ragged
 * @param stored whether the run had computed it
 */
public record DrawnMap(Attribution map, List<Region> boxes, boolean stored) {
  public DrawnMap {
    boxes = List.copyOf(boxes);
  }
}
