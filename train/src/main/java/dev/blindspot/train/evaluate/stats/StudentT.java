package dev.blindspot.train.evaluate.stats;

import org.apache.commons.math3.distribution.TDistribution;

/** Two-sided tails of Student's t distribution. */
final class StudentT {
  private StudentT() {}

  /** The value that |t| exceeds with a probability of {@code alpha}, in (0, 1]. */
  static double critical(int degreesOfFreedom, double alpha) {
    return switch (degreesOfFreedom) { // closed forms where the tails are heaviest
      case 1 -> 1 / Math.tan(Math.PI * alpha / 2);
      case 2 -> (1 - alpha) * Math.sqrt(2 / (alpha * (2 - alpha)));
      default -> -new TDistribution(null, degreesOfFreedom).inverseCumulativeProbability(alpha / 2);
    };
  }

  /** The probability that |t| reaches a value of at least 0. */
  static double tails(int degreesOfFreedom, double t) {
    return 2 * new TDistribution(null, degreesOfFreedom).cumulativeProbability(-t);
  }
}
