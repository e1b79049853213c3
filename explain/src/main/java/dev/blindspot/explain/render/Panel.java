package dev.blindspot.explain.render;

import dev.blindspot.explain.map.Attribution;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One cell of a {@link Sheet}: an image, or a map over it.
 *
 * @param image the image
 * @param map what is laid over it, at any resolution; null for the image alone
 * @param bar scale of the map; null exactly if there is no map. Panels with equal bars share one on
 *     the sheet
 * @param outlines boxes on top
 * @param caption a short text below, or nothing
 */
public record Panel(
    BufferedImage image,
    @Nullable Attribution map,
    @Nullable ColourBar bar,
    List<Outline> outlines,
    String caption) {

  public Panel {
    Objects.requireNonNull(image, "image must not be null");
    Objects.requireNonNull(caption, "caption must not be null");
    Objects.requireNonNull(outlines, "outlines must not be null");
    outlines = List.copyOf(outlines);
    if ((map == null) != (bar == null)) {
      throw new IllegalArgumentException("bar must be given with a map and only then");
    }
  }

  /** The image alone. */
  public static Panel of(BufferedImage image, String caption) {
    return new Panel(image, null, null, List.of(), caption);
  }

  /** A map over its image. */
  public static Panel of(BufferedImage image, Attribution map, ColourBar bar, String caption) {
    return new Panel(image, map, bar, List.of(), caption);
  }

  /** The same panel with boxes. */
  public Panel with(List<Outline> boxes) {
    return new Panel(image, map, bar, boxes, caption);
  }
}
