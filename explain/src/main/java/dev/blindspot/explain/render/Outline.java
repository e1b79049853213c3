package dev.blindspot.explain.render;

import dev.blindspot.explain.measure.Region;
import java.util.Objects;

/**
 * A box drawn on an image.
 *
 * @param region in pixels of the panel's image
 * @param rgb colour, {@code 0xRRGGBB}
 */
public record Outline(Region region, int rgb) {
  public Outline {
    Objects.requireNonNull(region, "region must not be null");
  }
}
