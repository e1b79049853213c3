package dev.blindspot.explain.network;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Walks a graph backwards from its output: dense, global average pooling, features of a
 * convolution.
 */
final class GapHeadFinder {
  private static final String NEEDED =
      "A class activation map needs a network that ends in: convolution, global average pooling, one dense softmax"
          + " layer. ";
  private static final String ADVICE =
      ". Use occlusion, which works on any network, or train with such a head.";

  private final ComputationGraph graph;
  private final GraphLayers layers;

  GapHeadFinder(ComputationGraph graph) {
    this.graph = graph;
    this.layers = new GraphLayers(graph);
  }

  GapHead find() {
    String dense = dense(output());
    String pooling = back(input(dense), DropoutLayer.class::isInstance);
    requirePooling(pooling);
    String features = input(pooling);
    requireConvolution(back(features, GapHeadFinder::keepsPlaces));
    return new GapHead(features, graph.getLayer(dense).getParam("W"), bias(dense));
  }

  private String output() {
    List<String> outputs = graph.getConfiguration().getNetworkOutputs();
    if (outputs.size() != 1) {
      throw refusal("This one has " + outputs.size() + " outputs");
    }
    return outputs.get(0);
  }

  private String dense(String output) {
    String at =
        back(output, layer -> layer instanceof LossLayer || layer instanceof ActivationLayer);
    Layer layer = layers.layer(at);
    boolean plain = layer instanceof OutputLayer || layer instanceof DenseLayer;
    if (!plain || (layer instanceof DenseLayer dense && dense.hasLayerNorm())) {
      throw refusal("Here " + layers.describe(at) + " where the dense layer is needed");
    }
    requireProbabilities(output, at);
    return at;
  }

  private void requireProbabilities(String output, String dense) {
    Set<Class<?>> found = new HashSet<>();
    for (String at = output; ; at = input(at)) {
      found.add(activation(layers.layer(at)).getClass());
      if (at.equals(dense)) {
        break;
      }
    }
    found.remove(ActivationIdentity.class);
    if (!found.equals(Set.of(ActivationSoftmax.class))
        && !found.equals(Set.of(ActivationSigmoid.class))) {
      throw refusal("Here the activation of '" + output + "' is not softmax");
    }
  }

  private void requirePooling(String vertex) {
    boolean average =
        layers.layer(vertex) instanceof GlobalPoolingLayer pooling
            && pooling.getPoolingType() == PoolingType.AVG
            && overPlaces(pooling.getPoolingDimensions());
    if (!average || layers.reshapes(vertex)) {
      throw refusal("Here " + layers.describe(vertex) + " where global average pooling is needed");
    }
  }

  private void requireConvolution(String vertex) {
    boolean convolution =
        layers.layer(vertex) instanceof FeedForwardLayer
            && graph.getLayer(vertex).type() == org.deeplearning4j.nn.api.Layer.Type.CONVOLUTIONAL;
    if (!convolution) {
      throw refusal("Here " + layers.describe(vertex) + " where the last convolution is needed");
    }
    if (layers.layer(vertex) instanceof ConvolutionLayer layer
        && layer.getCnn2dDataFormat() == CNN2DFormat.NHWC) {
      throw refusal("Here '" + vertex + "' works in NHWC, and NCHW is needed");
    }
  }

  private INDArray bias(String dense) {
    @Nullable INDArray bias = graph.getLayer(dense).paramTable().get("b");
    return bias == null
        ? Nd4j.zeros(DataType.FLOAT, graph.getLayer(dense).getParam("W").size(1))
        : bias.reshape(bias.length());
  }

  /** The first vertex at or before {@code vertex} that is not to be skipped. */
  private String back(String vertex, Predicate<Layer> skip) {
    String at = vertex;
    for (Layer layer = layers.layer(at);
        layer != null && skip.test(layer);
        layer = layers.layer(at)) {
      at = input(at);
    }
    return at;
  }

  private String input(String vertex) {
    String input = layers.input(vertex);
    if (input == null || layers.layer(vertex) == null) {
      throw refusal("Here " + layers.describe(vertex));
    }
    return input;
  }

  private static boolean keepsPlaces(Layer layer) {
    return layer instanceof ActivationLayer
        || layer instanceof BatchNormalization
        || layer instanceof DropoutLayer
        || layer instanceof SubsamplingLayer;
  }

  private static boolean overPlaces(int @Nullable [] dimensions) {
    return dimensions == null || Arrays.equals(dimensions, new int[] {2, 3});
  }

  private static IActivation activation(@Nullable Layer layer) {
    if (layer instanceof ActivationLayer activation) {
      return activation.getActivationFn();
    }
    return layer instanceof BaseLayer base ? base.getActivationFn() : new ActivationIdentity();
  }

  private static IllegalArgumentException refusal(String found) {
    return new IllegalArgumentException(NEEDED + found + ADVICE);
  }
}
