package dev.blindspot.explain.network;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** Copies of graphs and of their settings. */
final class GraphSettings {
  private GraphSettings() {}

  /** A copy of the settings that may be changed. */
  static ComputationGraphConfiguration copyOf(ComputationGraph graph) {
    ComputationGraphConfiguration copy = graph.getConfiguration().clone();
    graph
        .getConfiguration()
        .getVertices()
        .forEach(
            (name, vertex) -> {
              // MergeVertex.clone forgets it (DL4J 1.0.0-M2.1)
              if (vertex instanceof MergeVertex merge
                  && copy.getVertices().get(name) instanceof MergeVertex cloned) {
                cloned.setMergeAxis(merge.getMergeAxis());
              }
            });
    // so does the graph's clone the order of its vertices, in which parameters lie
    copy.setTopologicalOrder(graph.getConfiguration().getTopologicalOrder());
    copy.setTopologicalOrderStr(graph.getConfiguration().getTopologicalOrderStr());
    return copy;
  }

  /** A network with the same layers and a copy of the parameters, without updaters. */
  static ComputationGraph networkLike(ComputationGraph graph) {
    ComputationGraph copy = new ComputationGraph(copyOf(graph));
    copy.init(graph.params().dup(), false);
    return copy;
  }
}
