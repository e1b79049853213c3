package dev.blindspot.explain.measure;

import java.util.Objects;

/**
 * How much of a map lies in a region, next to how large the region is. Without the second number
 * the first says nothing: a map that is spread evenly has a share equal to the area's.
 *
 * @param mass share of the map's positive mass inside the region, 0..1
 * @param area share of the map's pixels inside the region, 0..1
 */
public record MassShare(Measurement mass, double area) {
  public MassShare {
    Objects.requireNonNull(mass, "mass must not be null");
  }

  /** {@code mass / area}: 1 for an even map, more if the map prefers the region. */
  public Measurement concentration() {
    if (!mass.defined()) {
      return mass;
    }
    return area > 0
        ? Measurement.of(mass.value() / area)
        : Measurement.undefined("the region lies outside of the map");
  }
}
