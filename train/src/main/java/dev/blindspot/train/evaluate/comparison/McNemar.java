package dev.blindspot.train.evaluate.comparison;

import dev.blindspot.train.evaluate.metrics.Predictions;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;

/**
 * McNemar's test (McNemar 1947): are the images that only one of two arms gets right evenly shared?
 *
 * @param onlyReference images that only the reference classifies correctly
 * @param onlyArm images that only the arm classifies correctly
 * @param exact whether p is the exact binomial one (fewer than 25 such images), else chi-squared
 *     with continuity correction
 * @param p two-sided
 */
public record McNemar(int onlyReference, int onlyArm, boolean exact, double p) {
  private static final int EXACT_BELOW = 25;

  /** Compares two arms on the same images in the same order. */
  public static McNemar of(Predictions arm, Predictions reference) {
    if (arm.size() != reference.size()) {
      throw new IllegalArgumentException(
          "arm must cover the reference's %d images, had %d"
              .formatted(reference.size(), arm.size()));
    }
    int onlyReference = 0;
    int onlyArm = 0;
    for (int i = 0; i < arm.size(); i++) {
      if (arm.isCorrect(i) != reference.isCorrect(i)) {
        onlyArm += arm.isCorrect(i) ? 1 : 0;
        onlyReference += arm.isCorrect(i) ? 0 : 1;
      }
    }
    return of(onlyReference, onlyArm);
  }

  static McNemar of(int onlyReference, int onlyArm) {
    int discordant = onlyReference + onlyArm;
    boolean exact = discordant < EXACT_BELOW;
    double p = exact ? exact(onlyReference, onlyArm) : chiSquared(onlyReference, onlyArm);
    return new McNemar(onlyReference, onlyArm, exact, p);
  }

  private static double exact(int b, int c) {
    if (b + c == 0) {
      return 1;
    }
    // a generator is not needed to compute probabilities
    BinomialDistribution even = new BinomialDistribution(null, b + c, 0.5);
    return Math.min(1, 2 * even.cumulativeProbability(Math.min(b, c)));
  }

  private static double chiSquared(int b, int c) {
    double corrected = Math.max(0, Math.abs(b - c) - 1.0);
    double statistic = corrected * corrected / (b + c);
    return 1 - new ChiSquaredDistribution(null, 1).cumulativeProbability(statistic);
  }
}
