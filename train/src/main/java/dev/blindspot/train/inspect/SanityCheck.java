package dev.blindspot.train.inspect;

import java.io.Serializable;
import java.util.List;

/**
 * Cascading randomisation of one method (Adebayo et al. 2018): a map must not survive the loss of
 * what the network has learned.
 *
 * @param method the explanation method
 * @param images images over which the steps are means
 * @param steps from the logits to the first layer
 */
public record SanityCheck(String method, int images, List<Step> steps) implements Serializable {
  /** Above this rank correlation a map of a wholly random network counts as unchanged. */
  public static final double ALIKE = 0.5;

  public SanityCheck {
    steps = List.copyOf(steps);
  }

  /**
   * One more layer randomised.
   *
   * @param layer its name
   * @param spearman rank correlation with the trained network's map; NaN where a map was flat
   * @param ssim structural similarity with it; NaN where a map was flat
   */
  public record Step(String layer, double spearman, double ssim) implements Serializable {}

  /** Rank correlation when every layer is random. */
  public double spearmanAtTheEnd() {
    return steps.isEmpty() ? Double.NaN : steps.get(steps.size() - 1).spearman();
  }

  /** Whether the map was destroyed with the network. */
  public boolean passes() {
    return Math.abs(spearmanAtTheEnd()) < ALIKE;
  }
}
