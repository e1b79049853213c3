package dev.blindspot.explain.network;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;

/**
 * The dense layer that makes the logits. Its softmax may be its own or stand behind it.
 *
 * @param vertex name of the layer
 * @param softmax whether softmax turns logits into probabilities; otherwise sigmoid does
 */
record DenseHead(String vertex, boolean softmax) {

  /** Finds it, or throws what {@code refusal} makes of the reason. */
  static DenseHead of(ComputationGraph graph, Function<String, IllegalArgumentException> refusal) {
    GraphLayers layers = new GraphLayers(graph);
    var outputs = graph.getConfiguration().getNetworkOutputs();
    if (outputs.size() != 1) {
      throw refusal.apply("This one has " + outputs.size() + " outputs");
    }
    Set<Class<?>> activations = new HashSet<>();
    String at = outputs.get(0);
    for (Layer layer = layers.layer(at); !isDense(layer); layer = layers.layer(at)) {
      String before = layers.input(at);
      if (before == null || !(layer instanceof LossLayer || layer instanceof ActivationLayer)) {
        throw refusal.apply("Here " + layers.describe(at) + " where the dense layer is needed");
      }
      activations.add(activation(layer).getClass());
      at = before;
    }
    activations.add(activation(layers.layer(at)).getClass());
    activations.remove(ActivationIdentity.class);
    boolean softmax = activations.equals(Set.of(ActivationSoftmax.class));
    if (!softmax && !activations.equals(Set.of(ActivationSigmoid.class))) {
      throw refusal.apply("Here the activation of '" + outputs.get(0) + "' is not softmax");
    }
    return new DenseHead(at, softmax);
  }

  private static boolean isDense(@Nullable Layer layer) {
    return layer instanceof OutputLayer
        || (layer instanceof DenseLayer dense && !dense.hasLayerNorm());
  }

  private static IActivation activation(@Nullable Layer layer) {
    if (layer instanceof ActivationLayer activation) {
      return activation.getActivationFn();
    }
    return layer instanceof BaseLayer base ? base.getActivationFn() : new ActivationIdentity();
  }
}
