package dev.blindspot.train.evaluate.metrics;

import dev.blindspot.train.evaluate.stats.Jackknife;

/**
 * The expected calibration error as one value per image, for comparisons: the jackknife
 * pseudo-values of the error over 15 equal bins, whose mean is the error itself.
 *
 * <p>With {@code g_b} the sum over a bin's images of right (1 or 0) minus confidence, the error of
 * n images is {@code sum_b |g_b| / n}; without an image, its share leaves its bin and n is one
 * less.
 */
public final class CalibrationValues {
  private CalibrationValues() {}

  /** One value per image, which may be negative; two images or more. */
  public static double[] ofEce(Predictions predictions) {
    int images = predictions.size();
    double[] gaps = new double[Calibrations.BINS];
    double[] own = new double[images];
    int[] bins = new int[images];
    for (int i = 0; i < images; i++) {
      bins[i] = Calibrations.bin(predictions.confidence(i));
      own[i] = (predictions.isCorrect(i) ? 1 : 0) - predictions.confidence(i);
      gaps[bins[i]] += own[i];
    }
    double sum = 0;
    for (double gap : gaps) {
      sum += Math.abs(gap);
    }
    double all = sum;
    return Jackknife.pseudoValues(
        images,
        all / images,
        i -> {
          double gap = gaps[bins[i]];
          return (all - Math.abs(gap) + Math.abs(gap - own[i])) / (images - 1);
        });
  }
}
