package dev.blindspot.explain.engine.compile;

import dev.blindspot.explain.engine.trunk.Head;
import dev.blindspot.explain.network.GraphLayers;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;

/** Finds the vertices behind the features, which have no places any more, and reads them. */
final class HeadReader {
  private final ComputationGraph graph;
  private final GraphLayers layers;

  HeadReader(ComputationGraph graph, GraphLayers layers) {
    this.graph = graph;
    this.layers = layers;
  }

  /** The vertices from the first one behind the features to the output. */
  List<String> vertices(String output) {
    List<String> vertices = new ArrayList<>();
    @Nullable String at = output;
    while (at != null && isOfHead(at)) {
      vertices.add(0, at);
      at = layers.input(at);
    }
    return vertices;
  }

  private boolean isOfHead(String vertex) {
    if (layers.input(vertex) == null || !isFlat(vertex)) {
      return false;
    }
    Layer layer = layers.layer(vertex);
    return layer == null
        ? layers.preProcessor(vertex) instanceof CnnToFeedForwardPreProcessor
        : layer instanceof DropoutLayer
            || layer instanceof ActivationLayer
            || layer instanceof LossLayer
            || layer instanceof DenseLayer
            || layer.getClass() == OutputLayer.class;
  }

  /** Whether what a vertex puts out are rows of numbers, without places. */
  private boolean isFlat(String vertex) {
    Layer layer = layers.layer(vertex);
    if (layers.preProcessor(vertex) instanceof CnnToFeedForwardPreProcessor
        || layer instanceof DenseLayer
        || layer instanceof OutputLayer) {
      return true;
    }
    if (layer instanceof GlobalPoolingLayer pool) {
      return pool.isCollapseDimensions();
    }
    boolean keeps =
        layer instanceof DropoutLayer
            || layer instanceof ActivationLayer
            || layer instanceof LossLayer
            || layer instanceof BatchNormalization;
    String input = layers.input(vertex);
    return keeps && input != null && isFlat(input);
  }

  /** Reads them. */
  Head read(List<String> vertices) {
    List<Head.Step> steps = new ArrayList<>();
    try {
      long places = 1; // of maps that are flattened with the channel last
      for (String name : vertices) {
        places = Math.max(places, lastPlaces(name, layers.preProcessor(name)));
        Layer layer = layers.layer(name);
        if (layer != null && !(layer instanceof DropoutLayer)) {
          add(steps, name, layer, places);
          places = layer instanceof ActivationLayer ? places : 1;
        }
      }
      return new Head(steps);
    } catch (RuntimeException e) {
      new Head(steps).close();
      throw e;
    }
  }

  private static long lastPlaces(String name, @Nullable InputPreProcessor before) {
    if (!(before instanceof CnnToFeedForwardPreProcessor flatten)
        || flatten.getFormat() != CNN2DFormat.NHWC) {
      return 1;
    }
    long places = flatten.getInputHeight() * flatten.getInputWidth();
    if (places < 1) {
      throw Refusal.of("Here '%s' flattens maps of a size that it does not say".formatted(name));
    }
    return places;
  }

  private void add(List<Head.Step> steps, String name, Layer layer, long places) {
    LayerReader reader = new LayerReader(graph.getLayer(name));
    if (layer.getClass() == DenseLayer.class && !((DenseLayer) layer).hasLayerNorm()) {
      steps.add(dense(reader, places));
      steps.add(new Head.Activation(((DenseLayer) layer).getActivationFn()));
    } else if (layer.getClass() == OutputLayer.class) {
      steps.add(dense(reader, places));
      steps.add(new Head.Activation(((OutputLayer) layer).getActivationFn()));
    } else if (layer instanceof ActivationLayer activation) {
      steps.add(new Head.Activation(activation.getActivationFn()));
    } else if (layer instanceof LossLayer loss) {
      steps.add(new Head.Activation(loss.getActivationFn()));
    } else {
      throw Refusal.of("Here " + layers.describe(name) + " behind the features");
    }
  }

  private static Head.Dense dense(LayerReader reader, long places) {
    return places == 1 ? reader.dense() : reader.denseOfChannelsLast(places);
  }
}
