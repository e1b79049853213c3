package dev.blindspot.train.ablation.trial;

import dev.blindspot.train.config.AblationConfig.Pruning;
import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/**
 * The median rule (Golovin et al. 2017, "Google Vizier: A Service for Black-Box Optimization",
 * section 3.2): a trial is stopped when its best value so far is strictly below the median of the
 * running means of the other trials up to the same epoch.
 */
public record MedianRule(Pruning pruning) {
  /**
   * Whether a trial should end.
   *
   * @param epoch from 1
   * @param best of the trial so far, higher is better
   * @param others running mean of every other trial up to this epoch; trials that have not come as
   *     far are left out
   * @return the reason; empty to go on
   */
  public String reasonToStop(int epoch, double best, List<Double> others) {
    if (epoch < pruning.afterEpochs() || others.size() < pruning.others()) {
      return "";
    }
    double median =
        new Median().evaluate(others.stream().mapToDouble(Double::doubleValue).toArray());
    return best < median
        ? String.format(
            Locale.ROOT,
            "after epoch %d its best validation accuracy, %.4f, is below the median of %d others, %.4f",
            epoch,
            best,
            others.size(),
            median)
        : "";
  }
}
