package dev.blindspot.train.evaluate.metrics;

import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.univariate.BrentOptimizer;
import org.apache.commons.math3.optim.univariate.SearchInterval;
import org.apache.commons.math3.optim.univariate.UnivariateObjectiveFunction;

/**
 * Temperature scaling (Guo et al. 2017, arXiv:1706.04599, section 4.2): all logits are divided by
 * one number. Logits are taken as ln p, which is them up to a constant that softmax ignores, with p
 * not below 2^-23.
 */
final class Temperature {
  private static final double LEAST = 0.05;
  private static final double MOST = 20;

  private Temperature() {}

  /** The temperature between 0.05 and 20 with the lowest log-loss. */
  static double fit(Predictions validation) {
    double best =
        new BrentOptimizer(1e-7, 1e-9)
            .optimize(
                GoalType.MINIMIZE,
                new MaxEval(200),
                new UnivariateObjectiveFunction(
                    t -> Metrics.logLoss(scale(validation, Math.exp(t)))),
                new SearchInterval(Math.log(LEAST), Math.log(MOST)))
            .getPoint();
    return Math.exp(best);
  }

  static Predictions scale(Predictions predictions, double temperature) {
    double[][] scaled = new double[predictions.size()][predictions.classes()];
    int[] labels = new int[predictions.size()];
    for (int i = 0; i < scaled.length; i++) {
      labels[i] = predictions.label(i);
      double most = log(predictions.confidence(i)) / temperature;
      double sum = 0;
      for (int k = 0; k < scaled[i].length; k++) {
        scaled[i][k] = Math.exp(log(predictions.probability(i, k)) / temperature - most);
        sum += scaled[i][k];
      }
      for (int k = 0; k < scaled[i].length; k++) {
        scaled[i][k] /= sum;
      }
    }
    return Predictions.of(scaled, labels);
  }

  private static double log(double probability) {
    return Math.log(Math.max(Metrics.LEAST_PROBABILITY, probability));
  }
}
