package dev.blindspot.train.evaluate.metrics;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a classifier's probabilities mean what they say: the reliability diagram and its
 * summaries (Guo et al. 2017, arXiv:1706.04599), on whole images.
 *
 * @param bins the reliability diagram: 15 equal bins of the predicted class's probability
 * @param ece expected calibration error: mean gap of the bins, weighted by images
 * @param mce maximum calibration error: the largest gap of a bin with images; with few images in a
 *     bin mostly noise
 * @param brier as {@link Evaluation#brier}
 * @param logLoss as {@link Evaluation#logLoss}
 * @param meanConfidence mean probability of the predicted class
 * @param overconfidence mean confidence minus accuracy: above 0 it promises too much
 * @param scaled the same after temperature scaling; null when that was not asked for or there are
 *     no validation images
 */
public record Calibration(
    List<Bin> bins,
    double ece,
    double mce,
    double brier,
    double logLoss,
    double meanConfidence,
    double overconfidence,
    @Nullable Scaled scaled) {

  public Calibration {
    bins = List.copyOf(bins);
  }

  /**
   * A bin of the reliability diagram: confidences in (low, high].
   *
   * @param low lower end
   * @param high upper end
   * @param images number of images
   * @param meanConfidence mean probability of their predicted class; NaN without images
   * @param accuracy share that is classified correctly; NaN without images
   */
  public record Bin(double low, double high, int images, double meanConfidence, double accuracy) {}

  /**
   * After dividing all logits by one temperature, which was fitted by the log-loss of the
   * validation images; the predicted classes stay the same.
   *
   * @param temperature above 1 makes probabilities less sure
   * @param fittedOn number of validation images
   * @param ece expected calibration error on the held-out images, scaled
   * @param mce maximum calibration error, scaled
   * @param brier Brier score, scaled
   * @param logLoss log-loss, scaled
   * @param bins the reliability diagram, scaled
   */
  public record Scaled(
      double temperature,
      int fittedOn,
      double ece,
      double mce,
      double brier,
      double logLoss,
      List<Bin> bins) {
    public Scaled {
      bins = List.copyOf(bins);
    }
  }
}
