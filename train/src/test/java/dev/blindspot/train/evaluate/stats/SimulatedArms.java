package dev.blindspot.train.evaluate.stats;

import dev.blindspot.augment.random.SampleRandom;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * Arms whose truth is known, for simulations of verdicts: right (1) or wrong (0) of every seed's
 * network on every image.
 *
 * <p>An image is right if {@code h_i + 0.5 g_ki + noise e_ksi < threshold + u_ks + advantage_k},
 * with standard normal h (how hard the image is for all), g (for arm k) and e (for one network),
 * and u, the effect of a seed on an arm.
 *
 * @param seeds number of seeds
 * @param images number of images
 * @param seedSd standard deviation of an arm's accuracy over seeds, a share, to the first order
 * @param cellNoise share of noise in single networks' answers; 0 for none: then all networks of an
 *     arm agree but for the seed's effect
 */
record SimulatedArms(int seeds, int images, double seedSd, double cellNoise) {
  private static final double ACCURACY = 0.85;
  private static final double OF_ARM = 0.5;
  private static final double QUANTILE =
      new NormalDistribution(null, 0, 1).inverseCumulativeProbability(ACCURACY);
  private static final double DENSITY = new NormalDistribution(null, 0, 1).density(QUANTILE);

  /**
   * Draws a reference and arms.
   *
   * @param arms number of arms beside the reference
   * @param advantage of each of them in accuracy, a share, to the first order
   * @return {@code [1 + arms][seeds][images]}, the reference first
   */
  double[][][] draw(int arms, double advantage, RandomGenerator random) {
    double scale = Math.sqrt(1 + OF_ARM * OF_ARM + cellNoise * cellNoise);
    double[] hard = new double[images];
    for (int i = 0; i < images; i++) {
      hard[i] = random.nextGaussian();
    }
    double[][][] right = new double[1 + arms][seeds][images];
    for (int k = 0; k <= arms; k++) {
      double[] limit = new double[images];
      for (int i = 0; i < images; i++) {
        double threshold = QUANTILE + (k == 0 ? 0 : advantage) / DENSITY;
        limit[i] = threshold * scale - hard[i] - OF_ARM * random.nextGaussian();
      }
      for (int s = 0; s < seeds; s++) {
        double seed = scale * seedSd / DENSITY * random.nextGaussian();
        for (int i = 0; i < images; i++) {
          double noise = cellNoise == 0 ? 0 : cellNoise * random.nextGaussian();
          right[k][s][i] = noise < limit[i] + seed ? 1 : 0;
        }
      }
    }
    return right;
  }

  /** The table of one arm's differences to the reference. */
  double[][] table(double advantage, RandomGenerator random) {
    double[][][] right = draw(1, advantage, random);
    return Differences.of(right[1], right[0]);
  }

  /**
   * Mean squares of a table of normal differences, drawn as what they are: independent of each
   * other and chi-squared.
   *
   * @param imageSd standard deviation of the images' effects
   * @param cellSd of single cells
   * @param difference the truth
   */
  MeanSquares normal(double imageSd, double cellSd, double difference, RandomGenerator random) {
    double cell = cellSd * cellSd;
    double ofSeeds = cell + images * 2 * seedSd * seedSd; // an arm's and the reference's
    double ofImages = cell + seeds * imageSd * imageSd;
    double variance = (ofSeeds + ofImages - cell) / ((double) seeds * images);
    return new MeanSquares(
        seeds,
        images,
        difference + Math.sqrt(variance) * random.nextGaussian(),
        ofSeeds * meanOfSquares(seeds - 1, random),
        ofImages * meanOfSquares(images - 1, random),
        cell * meanOfSquares((seeds - 1) * (images - 1), random));
  }

  /** Chi-squared over its degrees of freedom; from 200 on by Wilson and Hilferty's cube. */
  private static double meanOfSquares(int freedom, RandomGenerator random) {
    if (freedom >= 200) {
      double v = 2 / (9.0 * freedom);
      return Math.pow(1 - v + Math.sqrt(v) * random.nextGaussian(), 3);
    }
    double sum = 0;
    for (int f = 0; f < freedom; f++) {
      double z = random.nextGaussian();
      sum += z * z;
    }
    return sum / freedom;
  }

  static RandomGenerator random(String purpose, int repetition) {
    return SampleRandom.of(13, purpose, 0, repetition);
  }
}
