package dev.blindspot.train.fit;

import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** Machines that train copies of one network, for one training. */
public interface Workers {
  /** How many copies are trained at the same time; the result depends on it. */
  int count();

  /**
   * Trains copies of the graph, and sets its parameters and its updater's state to their means.
   *
   * @param graph the trainable part of the network; its count of iterations is that of the first
   *     step, and stays
   * @return one entry for each batch of the round
   * @throws dev.blindspot.train.error.UserError if the workers are gone
   */
  List<BatchLoss> train(ComputationGraph graph, AveragingRound round);
}
