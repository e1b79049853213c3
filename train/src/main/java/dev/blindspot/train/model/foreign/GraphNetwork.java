package dev.blindspot.train.model.foreign;

import dev.blindspot.explain.ImageClassifier;
import dev.blindspot.explain.backend.GraphMemory;
import dev.blindspot.explain.image.InputScaling;
import dev.blindspot.explain.network.GraphLayers;
import dev.blindspot.explain.network.GraphLayout;
import dev.blindspot.train.error.UserError;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A DL4J graph of others. Where it puts out logits, its last layer is given a softmax. */
final class GraphNetwork implements ForeignNetwork {
  private final ComputationGraph graph;
  private final ImageClassifier classifier;
  private final String note;

  /**
   * @param graph closed with this
   * @throws UserError if it is not a classifier of images
   */
  GraphNetwork(Path file, ComputationGraph graph, InputScaling scaling) {
    this.graph = graph;
    if (graph.getNumInputArrays() != 1 || graph.getNumOutputArrays() != 1) {
      GraphMemory.free(graph);
      throw new UserError(
          "%s has %d inputs and %d outputs; a classifier of images has one of each"
              .formatted(file, graph.getNumInputArrays(), graph.getNumOutputArrays()));
    }
    try {
      CNN2DFormat layout = GraphLayout.of(graph);
      boolean logits = softened(graph);
      this.note =
          layout
              + (logits ? ", puts out logits: a softmax is added" : "")
              + (isNone(scaling) ? "" : scalingNote(graph));
      this.classifier =
          isSingleUnit(graph)
              ? ImageClassifier.of(
                  bgr -> ofTwoClasses(graph, layout, scaling, bgr), scaling.channels())
              : ImageClassifier.of(graph, scaling);
    } catch (IllegalArgumentException e) {
      GraphMemory.free(graph);
      throw new UserError(file + " cannot be used: " + e.getMessage(), e);
    }
  }

  private static boolean isNone(InputScaling scaling) {
    InputScaling none = InputScaling.none(scaling.channels());
    return scaling.equals(none) || scaling.equals(none.reverse());
  }

  /** Empty where the first layer that does something is not one that scales pixels by channel. */
  private static String scalingNote(ComputationGraph graph) {
    GraphLayers layers = new GraphLayers(graph);
    Map<String, List<String>> inputs = graph.getConfiguration().getVertexInputs();
    @Nullable String at = graph.getConfiguration().getNetworkInputs().get(0);
    while (at != null && !(layers.layer(at) instanceof BatchNormalization)) {
      String from = at;
      at =
          inputs.keySet().stream()
              .filter(vertex -> from.equals(layers.input(vertex)))
              .filter(vertex -> isFirst(layers.layer(vertex)))
              .findFirst()
              .orElse(null);
    }
    return at == null
        ? ""
        : ("; its layer '%s' scales what the stated preprocessing has scaled already: if it does all"
                + " of it, say 'none'")
            .formatted(at);
  }

  /** It scales pixels, or does nothing but in training. */
  private static boolean isFirst(@Nullable Layer layer) {
    return layer instanceof BatchNormalization || layer instanceof DropoutLayer;
  }

  /** A single sigmoid is the probability of class 1. */
  private static INDArray ofTwoClasses(
      ComputationGraph graph, CNN2DFormat layout, InputScaling scaling, INDArray bgr) {
    INDArray scaled = scaling.apply(bgr);
    INDArray input = layout == CNN2DFormat.NHWC ? scaled.permute(0, 2, 3, 1).dup('c') : scaled;
    INDArray p = graph.outputSingle(false, input);
    return Nd4j.concat(1, p.rsub(1), p);
  }

  private static boolean isSingleUnit(ComputationGraph graph) {
    GraphLayers layers = new GraphLayers(graph);
    @Nullable String at = output(graph);
    while (at != null) {
      Layer layer = layers.layer(at);
      if (!(layer instanceof LossLayer || layer instanceof ActivationLayer)) {
        return layer instanceof FeedForwardLayer dense && dense.getNOut() == 1;
      }
      at = layers.input(at);
    }
    return false;
  }

  /** Gives a last layer of several units that has no activation a softmax. */
  private static boolean softened(ComputationGraph graph) {
    Layer last = new GraphLayers(graph).layer(output(graph));
    boolean logits =
        last instanceof FeedForwardLayer dense
            && dense.getNOut() > 1
            && dense.getActivationFn() instanceof ActivationIdentity;
    if (logits && last instanceof BaseLayer base) {
      base.setActivationFn(new ActivationSoftmax());
    }
    return logits;
  }

  private static String output(ComputationGraph graph) {
    return graph.getConfiguration().getNetworkOutputs().get(0);
  }

  @Override
  public ImageClassifier classifier() {
    return classifier;
  }

  @Override
  public OptionalInt inputSize() {
    return OptionalInt.empty();
  }

  @Override
  public String note() {
    return note;
  }

  @Override
  public void close() {
    classifier.close();
    GraphMemory.free(graph);
  }
}
