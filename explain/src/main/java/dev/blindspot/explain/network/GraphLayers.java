package dev.blindspot.explain.network;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.FrozenVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;

/**
 * Looks vertices of a graph up by name and sees through the wrappers that freezing puts around
 * them.
 */
public final class GraphLayers {
  private final ComputationGraph graph;

  public GraphLayers(ComputationGraph graph) {
    this.graph = graph;
  }

  /**
   * The settings of a layer without frozen wrappers; null if the vertex is not a layer (an input, a
   * merge ...).
   */
  public @Nullable Layer layer(String vertex) {
    return bare(vertex) instanceof LayerVertex holder
        ? thawed(holder.getLayerConf().getLayer())
        : null;
  }

  /** The settings of a vertex without the wrapper that freezing puts around it. */
  public @Nullable GraphVertex vertex(String vertex) {
    return bare(vertex);
  }

  /** Names of the vertices that a vertex reads; none for an input. */
  public List<String> inputs(String vertex) {
    return graph.getConfiguration().getVertexInputs().getOrDefault(vertex, List.of());
  }

  /** The only input of a vertex; null if there are none or several. */
  public @Nullable String input(String vertex) {
    List<String> inputs = graph.getConfiguration().getVertexInputs().get(vertex);
    return inputs != null && inputs.size() == 1 ? inputs.get(0) : null;
  }

  /** What a vertex adds up, multiplies or puts side by side; empty if it is of another kind. */
  List<String> joined(String vertex) {
    GraphVertex found = bare(vertex);
    return found instanceof ElementWiseVertex || found instanceof MergeVertex
        ? Objects.requireNonNull(graph.getConfiguration().getVertexInputs().get(vertex), vertex)
        : List.of();
  }

  /** Whether the vertex reshapes its input before its layer sees it. */
  public boolean reshapes(String vertex) {
    return preProcessor(vertex) != null;
  }

  /** What reshapes the input of a vertex; null if nothing does. */
  public @Nullable InputPreProcessor preProcessor(String vertex) {
    GraphVertex found = bare(vertex);
    if (found instanceof PreprocessorVertex holder) {
      return holder.getPreProcessor();
    }
    return found instanceof LayerVertex holder ? holder.getPreProcessor() : null;
  }

  /** Whether the vertex is a convolution, of DL4J's kinds or a layer that calls itself one. */
  boolean isConvolution(String vertex) {
    return layer(vertex) instanceof FeedForwardLayer
        && graph.getLayer(vertex).type() == org.deeplearning4j.nn.api.Layer.Type.CONVOLUTIONAL;
  }

  /**
   * The last convolution's features: the last convolution in the order of computation and the
   * activation and batch norm layers right behind it, a sum with a shortcut among them.
   *
   * @throws IllegalArgumentException if the network has no convolution
   */
  String lastFeatures() {
    String last = "";
    for (String vertex : order(graph)) {
      boolean follows =
          (last.equals(input(vertex))
                  && (layer(vertex) instanceof BatchNormalization
                      || layer(vertex) instanceof ActivationLayer))
              || (bare(vertex) instanceof ElementWiseVertex && joined(vertex).contains(last));
      last = isConvolution(vertex) || follows ? vertex : last;
    }
    if (last.isEmpty()) {
      throw new IllegalArgumentException("This network has no convolution.");
    }
    return last;
  }

  /** Names of all vertices in the order of computation. */
  static List<String> order(ComputationGraph graph) {
    return Arrays.stream(graph.topologicalSortOrder())
        .mapToObj(index -> graph.getVertices()[index].getVertexName())
        .toList();
  }

  /** What the vertex is, in words for a message. */
  public String describe(String vertex) {
    Layer layer = layer(vertex);
    GraphVertex holder = bare(vertex);
    if (layer != null) {
      return "'%s' is a %s".formatted(vertex, layer.getClass().getSimpleName());
    }
    return holder == null
        ? "'%s' is an input".formatted(vertex)
        : "'%s' is a %s".formatted(vertex, holder.getClass().getSimpleName());
  }

  private @Nullable GraphVertex bare(String vertex) {
    GraphVertex found = graph.getConfiguration().getVertices().get(vertex);
    return found instanceof FrozenVertex frozen ? frozen.getUnderlying() : found;
  }

  /** A layer without the wrapper that freezing puts around it. */
  static Layer thawed(Layer layer) {
    if (layer instanceof FrozenLayer frozen) {
      return frozen.getLayer();
    }
    return layer instanceof FrozenLayerWithBackprop frozen ? frozen.getUnderlying() : layer;
  }
}
