package dev.blindspot.explain.onednn.layer;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU6;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSwish;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/** Questions about the vertices of a graph's configuration. */
final class GraphView {
  private static final Set<Class<?>> ELEMENTWISE =
      Set.of(
          ActivationReLU.class,
          ActivationIdentity.class,
          ActivationLReLU.class,
          ActivationELU.class,
          ActivationReLU6.class,
          ActivationSigmoid.class,
          ActivationSwish.class,
          ActivationTanH.class);

  private final ComputationGraphConfiguration graph;
  private final Map<String, Boolean> maps = new HashMap<>();

  GraphView(ComputationGraphConfiguration graph) {
    this.graph = graph;
  }

  Set<String> names() {
    return graph.getVertices().keySet();
  }

  List<String> inputs(String name) {
    return requireNonNull(graph.getVertexInputs().get(name), name);
  }

  List<String> consumers(String name) {
    return names().stream().filter(n -> inputs(n).contains(name)).toList();
  }

  boolean isOutput(String name) {
    return graph.getNetworkOutputs().contains(name);
  }

  /** The layer of a vertex, without a frozen wrapper; null if it is another kind of vertex. */
  @Nullable Layer layer(String name) {
    Layer layer = vertex(name) instanceof LayerVertex holder ? conf(holder) : null;
    return layer instanceof FrozenLayer frozen ? frozen.getLayer() : layer;
  }

  boolean isFrozen(String name) {
    return vertex(name) instanceof LayerVertex holder && conf(holder) instanceof FrozenLayer;
  }

  boolean reshapes(String name) {
    return vertex(name) instanceof LayerVertex holder && holder.getPreProcessor() != null;
  }

  /** Whether the vertex is replaced by a layer of this package. */
  boolean isReplaced(String name) {
    Layer layer = layer(name);
    return layer != null
        && Replacement.has(layer)
        && (!Replacement.isBatchNorm(layer) || !reshapes(name) && readsMaps(name));
  }

  /** Whether the vertex computes number by number, in whatever order they lie. */
  boolean isElementwise(String name) {
    if (vertex(name) instanceof ElementWiseVertex) {
      return readsMaps(name);
    }
    return layer(name) instanceof ActivationLayer activation
        && !isFrozen(name)
        && !reshapes(name)
        && activation.getIDropout() == null
        && ELEMENTWISE.contains(activation.getActivationFn().getClass())
        && readsMaps(name);
  }

  private boolean readsMaps(String name) {
    return inputs(name).stream().allMatch(this::areMaps);
  }

  /** Whether the output of a vertex is known to be maps. */
  private boolean areMaps(String name) {
    if (vertex(name) == null) {
      return false; // an input of the network
    }
    Boolean known = maps.get(name);
    if (known == null) {
      known = isReplaced(name) || isElementwise(name);
      maps.put(name, known);
    }
    return known;
  }

  /** Whether a gradient with respect to the vertex's output is of use. */
  boolean needsGradient(String name) {
    if (vertex(name) == null || isFrozen(name)) {
      return false;
    }
    boolean hasParameters =
        !(vertex(name) instanceof LayerVertex holder) || holder.numParams(true) > 0;
    return hasParameters || inputs(name).stream().anyMatch(this::needsGradient);
  }

  private @Nullable GraphVertex vertex(String name) {
    return graph.getVertices().get(name);
  }

  private static Layer conf(LayerVertex holder) {
    return holder.getLayerConf().getLayer();
  }
}
