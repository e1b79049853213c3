package dev.blindspot.augment.geometry;

import java.io.Serializable;
import java.util.random.RandomGenerator;

/** An interval; {@code min} may equal {@code max}. */
public record Range(double min, double max) implements Serializable {
  public Range {
    Checks.requireValue(Double.isFinite(min), "min", "must be finite, was %s", min);
    Checks.requireValue(Double.isFinite(max), "max", "must be finite, was %s", max);
    Checks.requireValue(min <= max, "min", "must be at most max (%s), was %s", max, min);
  }

  /** A value, uniform in {@code [min, max)}. */
  public double draw(RandomGenerator random) {
    return min + (max - min) * random.nextDouble();
  }

  /** A value whose logarithm is uniform; needs {@code min > 0}. */
  public double drawLogUniform(RandomGenerator random) {
    return Math.exp(new Range(Math.log(min), Math.log(max)).draw(random));
  }
}
