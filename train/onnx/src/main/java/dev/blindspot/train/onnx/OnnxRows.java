package dev.blindspot.train.onnx;

import dev.blindspot.explain.engine.trunk.Head;
import java.util.ArrayList;
import java.util.List;
import onnx.Onnx.NodeProto;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Collects what follows the features: dense layers and functions, one after the other. */
final class OnnxRows implements AutoCloseable {
  private final OnnxGraph graph;
  private final OnnxParts parts;
  private final List<Head.Step> steps = new ArrayList<>();
  private @Nullable String current;

  OnnxRows(OnnxGraph graph, OnnxParts parts) {
    this.graph = graph;
    this.parts = parts;
  }

  /** The features are this value. */
  void begin(String value) {
    current = value;
  }

  boolean hasBegun() {
    return current != null;
  }

  /** Whether a value is what the last step puts out. */
  boolean isCurrent(String value) {
    return value.equals(current);
  }

  /** Adds an operator that reads the last step's output. */
  void add(NodeProto node) {
    switch (node.getOpType()) {
      case "Identity", "Dropout", "Flatten", "Reshape", "Squeeze", "Unsqueeze" -> {}
      case "Gemm" -> steps.add(gemm(node));
      case "MatMul" -> steps.add(dense(matrix(node), null));
      case "Add" -> steps.add(bias(node));
      default -> steps.add(new Head.Activation(function(node)));
    }
    current = node.getOutput(0);
  }

  private Head.Dense gemm(NodeProto node) {
    if (OnnxGraph.integer(node, "transA", 0) != 0
        || OnnxGraph.number(node, "alpha", 1) != 1
        || OnnxGraph.number(node, "beta", 1) != 1) {
      throw OnnxParts.refusal(node, "scales or transposes its input");
    }
    boolean transposed = OnnxGraph.integer(node, "transB", 0) != 0;
    INDArray weights = matrix(node);
    return dense(
        transposed ? weights.transpose() : weights,
        node.getInputCount() > 2 ? parts.weights(node, 2) : null);
  }

  private INDArray matrix(NodeProto node) {
    return graph
        .floats(node.getInput(1))
        .filter(array -> array.rank() == 2)
        .orElseThrow(() -> OnnxParts.refusal(node, "has weights that are computed"));
  }

  private static Head.Dense dense(INDArray weights, float @Nullable [] bias) {
    long outputs = weights.size(1);
    INDArray added =
        bias == null
            ? Nd4j.zeros(DataType.FLOAT, 1, outputs)
            : Nd4j.createFromArray(bias).reshape(1, outputs);
    return new Head.Dense(weights.dup('c'), added);
  }

  /** The sum behind a product of matrices. */
  private Head.Step bias(NodeProto node) {
    boolean first = graph.shape(node.getInput(0)).isPresent();
    float[] added = parts.weights(node, first ? 0 : 1);
    if (steps.isEmpty()
        || !(steps.get(steps.size() - 1) instanceof Head.Dense product)
        || product.bias().length() != added.length) {
      throw OnnxParts.refusal(node, "adds something else than a bias");
    }
    steps.remove(steps.size() - 1);
    product.bias().addi(Nd4j.createFromArray(added).reshape(1, added.length));
    return product;
  }

  private static IActivation function(NodeProto node) {
    return switch (node.getOpType()) {
      case "Relu" -> new ActivationReLU();
      case "Tanh" -> new ActivationTanH();
      case "Sigmoid" -> new ActivationSigmoid();
      case "Softmax", "LogSoftmax" -> new ActivationSoftmax(); // logarithms are undone
      default -> throw OnnxParts.refusal(node, "is not known between dense layers");
    };
  }

  /**
   * From the features to probabilities.
   *
   * @param kind what the graph puts out
   */
  Head head(ScoreKind kind) {
    if (kind == ScoreKind.UNKNOWN) {
      throw new IllegalArgumentException(
          "The compiled engine needs a graph that ends in a dense layer, a mean over all places, a"
              + " softmax or a sigmoid.");
    }
    if (kind == ScoreKind.LOGITS) {
      steps.add(new Head.Activation(new ActivationSoftmax()));
    }
    return new Head(steps);
  }

  /** Frees the weights of a graph that is not compiled. */
  @Override
  public void close() {
    steps.add(new Head.Activation(new ActivationIdentity()));
    new Head(steps).close();
  }
}
