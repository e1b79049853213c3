package dev.blindspot.explain.render;

import dev.blindspot.explain.map.Attribution;
import java.util.Collection;
import java.util.Objects;

/**
 * Which number gets which colour. Maps that are to be compared share one scale.
 *
 * @param colours the colours
 * @param low number at their start
 * @param high number at their end
 */
public record ColourScale(ColourMap colours, double low, double high) {

  public ColourScale {
    Objects.requireNonNull(colours, "colours must not be null");
    if (!Double.isFinite(low) || !Double.isFinite(high) || !(low < high)) {
      throw new IllegalArgumentException(
          "low must be a number below high (%s), was %s".formatted(high, low));
    }
  }

  /**
   * From 0 to the largest value of all maps; what is negative looks like 0. Maps with NaN are left
   * out.
   */
  public static ColourScale positive(ColourMap colours, Collection<Attribution> maps) {
    double most =
        maps.stream().filter(Attribution::finite).mapToDouble(Attribution::max).max().orElse(0);
    return new ColourScale(colours, 0, most > 0 ? most : 1);
  }

  /** Symmetric around 0, to the largest magnitude of all maps. Maps with NaN are left out. */
  public static ColourScale signed(ColourMap colours, Collection<Attribution> maps) {
    double most =
        maps.stream()
            .filter(Attribution::finite)
            .mapToDouble(map -> Math.max(map.max(), -map.min()))
            .max()
            .orElse(0);
    return new ColourScale(colours, most > 0 ? -most : -1, most > 0 ? most : 1);
  }

  /** The colour of a number as {@code 0xRRGGBB}; beyond the ends, that of the end. */
  public int rgb(double value) {
    return colours.rgb(position(value));
  }

  /**
   * How far a number is from nothing, 0..1: from the low end, or from the middle of a diverging
   * map.
   */
  public double strength(double value) {
    double position = Math.max(0, Math.min(1, position(value)));
    return colours.sequential() ? position : Math.abs(2 * position - 1);
  }

  private double position(double value) {
    return (value - low) / (high - low);
  }
}
