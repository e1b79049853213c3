package dev.blindspot.train.config;

import dev.blindspot.explain.map.Attribution;
import dev.blindspot.explain.render.ColourMap;
import dev.blindspot.explain.render.ColourScale;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Colours of maps. */
public enum ColourScheme {
  /**
   * Red for and blue against the class where a map can speak against it, else from black over red
   * to yellow.
   */
  AUTO(null),
  /** Black over red to yellow. */
  INFERNO(ColourMap.INFERNO),
  /** Violet over green to yellow. */
  VIRIDIS(ColourMap.VIRIDIS),
  /** The old rainbow, for comparison with older figures. */
  JET(ColourMap.JET);

  private final @Nullable ColourMap one;

  ColourScheme(@Nullable ColourMap one) {
    this.one = one;
  }

  /** One pixel in a hundred may be beyond the scale: a map's peak is one place, not one pixel. */
  private static final double QUANTILE = 0.99;

  /**
   * The scale of maps that are compared; it ends at the 99th percentile. With one map of colours
   * for all, what speaks against the class looks like nothing.
   *
   * @param signed whether the maps can speak against the class
   */
  public ColourScale scale(boolean signed, Collection<Attribution> maps) {
    if (one == null && signed) {
      return ColourScale.signed(ColourMap.DIVERGING, maps, QUANTILE);
    }
    return ColourScale.positive(one == null ? ColourMap.INFERNO : one, maps, QUANTILE);
  }
}
