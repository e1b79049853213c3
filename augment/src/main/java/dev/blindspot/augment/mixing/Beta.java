package dev.blindspot.augment.mixing;

import java.util.random.RandomGenerator;

/** Draws from the symmetric Beta distribution. */
final class Beta {
  private Beta() {}

  /**
   * A value of {@code Beta(alpha, alpha)} in [0, 1]: {@code X / (X + Y)} for two Gamma values, by
   * their logarithms, which do not underflow for a small alpha.
   */
  static double draw(double alpha, RandomGenerator random) {
    double logX = drawLogGamma(alpha, random);
    double logY = drawLogGamma(alpha, random);
    return 1 / (1 + Math.exp(logY - logX));
  }

  /** Logarithm of a Gamma(shape, 1) value (Marsaglia and Tsang 2000, with their boost below 1). */
  private static double drawLogGamma(double shape, RandomGenerator random) {
    if (shape < 1) {
      return drawLogGamma(shape + 1, random) + Math.log(1 - random.nextDouble()) / shape;
    }
    double d = shape - 1 / 3.0;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double x = random.nextGaussian();
      double v = Math.pow(1 + c * x, 3);
      double u = 1 - random.nextDouble();
      if (v > 0 && Math.log(u) < x * x / 2 + d - d * v + d * Math.log(v)) {
        return Math.log(d * v);
      }
    }
  }
}
