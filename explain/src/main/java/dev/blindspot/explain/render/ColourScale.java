package dev.blindspot.explain.render;

import dev.blindspot.explain.map.Attribution;
import java.util.Arrays;
import java.util.Collection;
import java.util.Objects;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Which number gets which colour. Maps that are to be compared share one scale. It may end below
 * the largest number, so that a few extremes do not leave everything else pale: numbers beyond an
 * end have its colour, and the colour bar says how far they go.
 *
 * @param colours the colours
 * @param low number at their start
 * @param high number at their end
 * @param least smallest number that is drawn; below {@code low} where the scale is clipped
 * @param most largest number that is drawn; above {@code high} where the scale is clipped
 */
public record ColourScale(ColourMap colours, double low, double high, double least, double most) {

  public ColourScale {
    Objects.requireNonNull(colours, "colours must not be null");
    if (!Double.isFinite(low) || !Double.isFinite(high) || !(low < high)) {
      throw new IllegalArgumentException(
          "low must be a number below high (%s), was %s".formatted(high, low));
    }
    if (!Double.isFinite(least) || !Double.isFinite(most) || !(least <= most)) {
      throw new IllegalArgumentException(
          "least must be a number of at most most (%s), was %s".formatted(most, least));
    }
  }

  /** A scale that nothing is beyond. */
  public ColourScale(ColourMap colours, double low, double high) {
    this(colours, low, high, low, high);
  }

  /**
   * From 0 to the largest value of all maps; what is negative looks like 0. Maps with NaN are left
   * out.
   */
  public static ColourScale positive(ColourMap colours, Collection<Attribution> maps) {
    return positive(colours, maps, 1);
  }

  /**
   * From 0 to a quantile of the positive values of all maps; what is negative looks like 0. Maps
   * with NaN are left out.
   *
   * @param quantile above 0, at most 1: 0.99 leaves one positive value in a hundred beyond the end
   */
  public static ColourScale positive(
      ColourMap colours, Collection<Attribution> maps, double quantile) {
    double[] values = values(maps).filter(v -> v > 0).sorted().toArray();
    double end = end(values, quantile);
    return new ColourScale(
        colours, 0, end, 0, values.length == 0 ? end : values[values.length - 1]);
  }

  /** Symmetric around 0, to the largest magnitude of all maps. Maps with NaN are left out. */
  public static ColourScale signed(ColourMap colours, Collection<Attribution> maps) {
    return signed(colours, maps, 1);
  }

  /**
   * Symmetric around 0, to a quantile of the magnitudes of all maps. Maps with NaN are left out.
   *
   * @param quantile above 0, at most 1: 0.99 leaves one value in a hundred beyond the ends
   */
  public static ColourScale signed(
      ColourMap colours, Collection<Attribution> maps, double quantile) {
    double[] values = values(maps).toArray();
    double end = end(Arrays.stream(values).map(Math::abs).sorted().toArray(), quantile);
    double least = Arrays.stream(values).min().orElse(-end);
    double most = Arrays.stream(values).max().orElse(end);
    return new ColourScale(colours, -end, end, Math.min(-end, least), Math.max(end, most));
  }

  private static DoubleStream values(Collection<Attribution> maps) {
    return maps.stream()
        .filter(Attribution::finite)
        .flatMapToDouble(
            map -> {
              float[] values = map.values();
              return IntStream.range(0, values.length).mapToDouble(i -> values[i]);
            });
  }

  /**
   * The quantile of ascending magnitudes; their largest where the quantile is 0; 1 if all are 0.
   */
  private static double end(double[] sorted, double quantile) {
    if (!(quantile > 0 && quantile <= 1)) {
      throw new IllegalArgumentException("quantile must be above 0 and at most 1, was " + quantile);
    }
    if (sorted.length == 0) {
      return 1;
    }
    double most = sorted[sorted.length - 1];
    double end = sorted[(int) Math.ceil(quantile * sorted.length) - 1];
    return end > 0 ? end : most > 0 ? most : 1;
  }

  /** Whether numbers below the low end are drawn. */
  public boolean isClippedBelow() {
    return least < low;
  }

  /** Whether numbers above the high end are drawn. */
  public boolean isClippedAbove() {
    return most > high;
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
