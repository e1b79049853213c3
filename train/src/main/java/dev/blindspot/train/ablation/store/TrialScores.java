package dev.blindspot.train.ablation.store;

import dev.blindspot.train.config.AblationConfig.Objective;
import java.io.Serializable;
import java.util.Arrays;

/**
 * What was measured of a trial on its images.
 *
 * @param weights SHA-256 of the weights that training started from
 * @param accuracy on the untouched images
 * @param occlusionAuc normalised area under accuracy over the hidden fraction
 * @param logLoss in nats
 * @param ece expected calibration error
 * @param correct per image: 1 when classified correctly, else 0
 * @param areas per image: its normalised area under the occlusion curve
 * @param worstPlace mean of {@code worst}; NaN when it was not searched
 * @param worst per image of a sample: share of the square's sides at which it is right wherever the
 *     square is; empty when it was not searched
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record TrialScores(
    String weights,
    double accuracy,
    double occlusionAuc,
    double logLoss,
    double ece,
    double[] correct,
    double[] areas,
    double worstPlace,
    double[] worst)
    implements Serializable {

  /** Of a trial whose worst place was not searched. */
  public TrialScores(
      String weights,
      double accuracy,
      double occlusionAuc,
      double logLoss,
      double ece,
      double[] correct,
      double[] areas) {
    this(weights, accuracy, occlusionAuc, logLoss, ece, correct, areas, Double.NaN, new double[0]);
  }

  /** What the trial is worth. */
  public double objective(Objective objective) {
    return objective.of(accuracy, occlusionAuc, worstPlace);
  }

  /** The same, image by image: of those that the objective is measured on. */
  public double[] objectives(Objective objective) {
    if (objective == Objective.WORST_PLACE) {
      return worst.clone();
    }
    double[] values = new double[correct.length];
    Arrays.setAll(values, i -> objective.of(correct[i], areas[i], Double.NaN));
    return values;
  }
}
