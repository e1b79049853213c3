package dev.blindspot.explain.network;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Walks a graph backwards from its output: dense, global average pooling, features of a
 * convolution.
 */
final class GapHeadFinder {
  private static final String NEEDED =
      "A class activation map needs a network that ends in: convolution, global average pooling,"
          + " one dense softmax layer. ";
  private static final String ADVICE =
      ". Use occlusion, which works on any network, or train with such a head.";

  private static final int[] NCHW_PLACES = {2, 3};
  private static final int[] NHWC_PLACES = {1, 2};

  private final ComputationGraph graph;
  private final CNN2DFormat layout;
  private final GraphLayers layers;

  GapHeadFinder(ComputationGraph graph) {
    this.graph = graph;
    this.layers = new GraphLayers(graph);
    this.layout = GraphLayout.of(graph);
  }

  GapHead find() {
    String dense = DenseHead.of(graph, GapHeadFinder::refusal).vertex();
    String pooling = back(input(dense), DropoutLayer.class::isInstance);
    requirePooling(pooling);
    String features = input(pooling);
    requireConvolutions(features, new HashSet<>());
    return new GapHead(features, layout, graph.getLayer(dense).getParam("W"), bias(dense));
  }

  private void requirePooling(String vertex) {
    if (!(layers.layer(vertex) instanceof GlobalPoolingLayer pooling)
        || pooling.getPoolingType() != PoolingType.AVG
        || layers.reshapes(vertex)) {
      throw refusal("Here " + layers.describe(vertex) + " where global average pooling is needed");
    }
    int @Nullable [] given = pooling.getPoolingDimensions();
    int[] dimensions = given == null ? NCHW_PLACES : given; // as DL4J does, whatever the layout
    int[] places = layout == CNN2DFormat.NHWC ? NHWC_PLACES : NCHW_PLACES;
    if (!Arrays.equals(dimensions, places)) {
      throw refusal(
          "Here '%s' pools dimensions %s, and the places of %s are %s"
              .formatted(vertex, Arrays.toString(dimensions), layout, Arrays.toString(places)));
    }
  }

  /** Whatever is added up or put side by side must come from a convolution. */
  private void requireConvolutions(String features, Set<String> seen) {
    String vertex = back(features, GapHeadFinder::keepsPlaces);
    if (!seen.add(vertex) || layers.isConvolution(vertex)) {
      return;
    }
    List<String> joined = layers.joined(vertex);
    if (joined.isEmpty()) {
      throw refusal("Here " + layers.describe(vertex) + " where the last convolution is needed");
    }
    joined.forEach(input -> requireConvolutions(input, seen));
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
    if (input == null) {
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

  private static IllegalArgumentException refusal(String found) {
    return new IllegalArgumentException(NEEDED + found + ADVICE);
  }
}
