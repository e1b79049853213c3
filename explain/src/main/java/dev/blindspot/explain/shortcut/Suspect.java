package dev.blindspot.explain.shortcut;

import dev.blindspot.explain.measure.Region;
import java.util.List;

/**
 * A place that the answer hangs on although the object does not explain it.
 *
 * @param place the strongest of its positions
 * @param window its rectangle
 * @param extent rectangle around all suspicious positions that touch it
 * @param positions all of them, the strongest first
 * @param examples indices of the images with a hit at {@code place}, the largest drop first
 */
public record Suspect(
    PositionStats place,
    Region window,
    Region extent,
    List<Integer> positions,
    List<Integer> examples) {
  public Suspect {
    positions = List.copyOf(positions);
    examples = List.copyOf(examples);
  }
}
