package dev.blindspot.explain.network;

import dev.blindspot.explain.Scorer;
import dev.blindspot.explain.network.ScoreGradient.Score;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network as a scorer: probabilities, or the logits before softmax. Pictures reach the network as
 * they are, so that normalisation must be part of it.
 */
public final class GraphScorer implements Scorer {
  private final ComputationGraph graph;

  /**
   * @param graph a network with one input that ends in a dense softmax layer; for logits its
   *     weights are copied now
   * @param score what is returned
   * @throws IllegalArgumentException if logits are asked of a network that ends otherwise
   */
  public GraphScorer(ComputationGraph graph, Score score) {
    this.graph = score == Score.PROBABILITY ? graph : logits(graph);
  }

  @Override
  public INDArray score(INDArray batch) {
    return graph.outputSingle(false, batch.dup('c'));
  }

  private static ComputationGraph logits(ComputationGraph graph) {
    DenseHead head =
        DenseHead.of(
            graph,
            found ->
                new IllegalArgumentException(
                    "Logits need a network that ends in one dense softmax layer. " + found + "."));
    return LogitGraph.copyOf(graph, head, head.vertex());
  }
}
