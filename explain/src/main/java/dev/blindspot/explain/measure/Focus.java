package dev.blindspot.explain.measure;

import dev.blindspot.explain.map.Attribution;
import java.util.Arrays;
import java.util.Objects;

/**
 * How concentrated the positive part of a map is, without knowing where it should be.
 *
 * @param entropy of the positive mass as a distribution over places, divided by the logarithm of
 *     their number: 0 if one place holds all, 1 if it is spread evenly
 * @param halfMassArea share of the places, largest first, that together hold half of the positive
 *     mass
 */
public record Focus(Measurement entropy, Measurement halfMassArea) {
  public Focus {
    Objects.requireNonNull(entropy, "entropy must not be null");
    Objects.requireNonNull(halfMassArea, "halfMassArea must not be null");
  }

  /** Measures a map; undefined if it has no positive value or holds NaN. */
  public static Focus of(Attribution map) {
    double[] mass = positive(map);
    double all = Arrays.stream(mass).sum();
    if (!map.finite()) {
      return undefined("the map holds NaN or infinity");
    }
    if (all <= 0) {
      return undefined("the map has no positive value");
    }
    return new Focus(entropy(mass, all), Measurement.of(halfMassArea(mass, all)));
  }

  private static Focus undefined(String reason) {
    return new Focus(Measurement.undefined(reason), Measurement.undefined(reason));
  }

  private static double[] positive(Attribution map) {
    float[] values = map.values();
    double[] mass = new double[values.length];
    for (int i = 0; i < mass.length; i++) {
      mass[i] = Math.max(0, values[i]);
    }
    return mass;
  }

  private static Measurement entropy(double[] mass, double all) {
    if (mass.length == 1) {
      return Measurement.undefined("the map has a single place");
    }
    double entropy = 0;
    for (double part : mass) {
      double p = part / all;
      entropy -= p > 0 ? p * Math.log(p) : 0;
    }
    return Measurement.of(entropy / Math.log(mass.length));
  }

  private static double halfMassArea(double[] mass, double all) {
    double[] sorted = mass.clone();
    Arrays.sort(sorted);
    double held = 0;
    int places = 0;
    for (int i = sorted.length - 1; i >= 0 && held < all / 2; i--) {
      held += sorted[i];
      places++;
    }
    return (double) places / sorted.length;
  }
}
