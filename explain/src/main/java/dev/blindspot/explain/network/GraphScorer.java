package dev.blindspot.explain.network;

import dev.blindspot.explain.backend.GraphMemory;
import dev.blindspot.explain.occlusion.Scorer;
import java.util.Arrays;
import java.util.Objects;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The logits of a network, before softmax, as scores: they do not saturate where the network is
 * sure. Images reach the network as they are, so that normalisation must be part of it. The weights
 * are copied when this is made; {@link #close} frees the copy.
 */
public final class GraphScorer implements Scorer, AutoCloseable {
  private final ComputationGraph graph;
  private final String logits;
  private final int last;

  /**
   * @param graph a network with one input that ends in a dense layer with softmax
   * @throws IllegalArgumentException if it ends otherwise
   */
  public GraphScorer(ComputationGraph graph) {
    DenseHead head =
        DenseHead.of(
            graph,
            found ->
                new IllegalArgumentException(
                    "Logits need a network that ends in one dense softmax layer. " + found + "."));
    this.graph = LogitGraph.copyOf(graph, head);
    this.logits = head.vertex();
    int index = this.graph.getVertex(logits).getVertexIndex();
    this.last = Arrays.stream(this.graph.topologicalSortOrder()).boxed().toList().indexOf(index);
  }

  @Override
  public INDArray score(INDArray batch) {
    var activations = graph.feedForward(new INDArray[] {batch.dup('c')}, last, false, true);
    return Objects.requireNonNull(activations.get(logits), logits);
  }

  @Override
  public void close() {
    GraphMemory.free(graph);
  }
}
