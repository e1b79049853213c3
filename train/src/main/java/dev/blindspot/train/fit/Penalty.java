package dev.blindspot.train.fit;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * What DL4J adds to its score for weight decay and L2; the history holds the loss of the images
 * alone.
 */
public final class Penalty {
  private Penalty() {}

  /** The penalty of the graph's present weights. */
  public static double of(ComputationGraph graph) {
    double penalty = 0;
    for (Layer layer : graph.getLayers()) {
      penalty += layer.calcRegularizationScore(true);
    }
    return penalty;
  }
}
