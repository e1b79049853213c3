package dev.blindspot.train.onnx;

import dev.blindspot.explain.onednn.graph.Node;
import dev.blindspot.explain.onednn.graph.Sliding;
import dev.blindspot.explain.onednn.primitive.Nonlinearity;
import dev.blindspot.explain.onednn.primitive.Pooling;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.NodeProto;

/** Reads attributes and weights of single operators. */
record OnnxParts(OnnxGraph graph) {

  /** A convolution. */
  Node.Convolve convolution(NodeProto node, int source) {
    List<Long> shape =
        graph
            .shape(node.getInput(1))
            .filter(sizes -> sizes.size() == 4)
            .orElseThrow(() -> refusal(node, "has no two-dimensional kernel"));
    float[] weights = weights(node, 1);
    int filters = Math.toIntExact(shape.get(0));
    return new Node.Convolve(
        source,
        weights,
        node.getInputCount() > 2 ? weights(node, 2) : new float[filters],
        (int) OnnxGraph.integer(node, "group", 1),
        sliding(node, 0, Math.toIntExact(shape.get(2))),
        sliding(node, 1, Math.toIntExact(shape.get(3))));
  }

  /** A maximum or mean under a window. */
  Node.Pool pool(NodeProto node, int source, boolean max) {
    List<Long> kernel = integers(node, "kernel_shape", List.of());
    boolean ceil = OnnxGraph.integer(node, "ceil_mode", 0) != 0;
    if (kernel.size() != 2
        || !integers(node, "dilations", List.of(1L, 1L)).equals(List.of(1L, 1L))
        || (ceil && !max)) {
      throw refusal(node, "pools with dilation, or rounds up, or not over two dimensions");
    }
    Pooling average =
        OnnxGraph.integer(node, "count_include_pad", 0) != 0
            ? Pooling.AVERAGE_WITH_PADDING
            : Pooling.AVERAGE;
    return new Node.Pool(
        source,
        max ? Pooling.MAX : average,
        sliding(node, 0, Math.toIntExact(kernel.get(0))),
        sliding(node, 1, Math.toIntExact(kernel.get(1))));
  }

  private Sliding sliding(NodeProto node, int axis, int kernel) {
    int stride = Math.toIntExact(integers(node, "strides", List.of(1L, 1L)).get(axis));
    int dilation = Math.toIntExact(integers(node, "dilations", List.of(1L, 1L)).get(axis));
    List<Long> pads = integers(node, "pads", List.of(0L, 0L, 0L, 0L));
    int before = Math.toIntExact(pads.get(axis));
    int after = Math.toIntExact(pads.get(axis + 2));
    boolean ceil = OnnxGraph.integer(node, "ceil_mode", 0) != 0;
    String auto =
        OnnxGraph.attribute(node, "auto_pad").map(a -> a.getS().toStringUtf8()).orElse("NOTSET");
    return switch (auto) {
      case "NOTSET" ->
          new Sliding(
              kernel, stride, before, after, dilation, ceil ? Sliding.End.CEIL : Sliding.End.FLOOR);
      case "VALID" -> new Sliding(kernel, stride, 0, 0, dilation, Sliding.End.FLOOR);
      case "SAME_UPPER" -> new Sliding(kernel, stride, 0, 0, dilation, Sliding.End.SAME);
      default -> throw refusal(node, "pads by " + auto);
    };
  }

  /** Normalisation by the stored statistics: a line per channel. */
  Node.ScaleShift batchNorm(NodeProto node, int source) {
    float[] scale = weights(node, 1).clone();
    float[] shift = weights(node, 2).clone();
    float[] mean = weights(node, 3);
    float[] variance = weights(node, 4);
    double epsilon = OnnxGraph.number(node, "epsilon", 1e-5f);
    for (int c = 0; c < scale.length; c++) {
      double factor = scale[c] / Math.sqrt(variance[c] + epsilon);
      scale[c] = (float) factor;
      shift[c] = (float) (shift[c] - mean[c] * factor);
    }
    return new Node.ScaleShift(source, scale, shift);
  }

  /** Zeros around a map. */
  Node.ZeroPad pad(NodeProto node, int source) {
    List<Long> pads =
        OnnxGraph.attribute(node, "pads")
            .map(AttributeProto::getIntsList)
            .or(() -> graph.integers(node.getInput(1)))
            .filter(sizes -> sizes.size() == 8 && Collections.min(sizes) >= 0)
            .orElseThrow(() -> refusal(node, "computes its padding, or cuts"));
    String mode =
        OnnxGraph.attribute(node, "mode").map(a -> a.getS().toStringUtf8()).orElse("constant");
    boolean zeros =
        node.getInputCount() < 3
            || node.getInput(2).isEmpty()
            || graph.values(node.getInput(2)).filter(v -> v[0] == 0).isPresent();
    boolean places = pads.get(0) + pads.get(1) + pads.get(4) + pads.get(5) == 0;
    if (!mode.equals("constant") || !zeros || !places || OnnxGraph.number(node, "value", 0) != 0) {
      throw refusal(node, "pads with other numbers than zeros, or other dimensions than places");
    }
    return new Node.ZeroPad(
        source,
        Math.toIntExact(pads.get(2)),
        Math.toIntExact(pads.get(6)),
        Math.toIntExact(pads.get(3)),
        Math.toIntExact(pads.get(7)));
  }

  /** A function of every number; empty if the operator is something else. */
  Optional<Nonlinearity> function(NodeProto node) {
    return switch (node.getOpType()) {
      case "Relu" -> Optional.of(Nonlinearity.RELU);
      case "LeakyRelu" ->
          Optional.of(Nonlinearity.leakyRelu(OnnxGraph.number(node, "alpha", 0.01f)));
      case "Elu" -> Optional.of(Nonlinearity.elu(OnnxGraph.number(node, "alpha", 1)));
      case "Sigmoid" -> Optional.of(Nonlinearity.SIGMOID);
      case "Tanh" -> Optional.of(Nonlinearity.TANH);
      case "HardSwish" -> Optional.of(Nonlinearity.HARD_SWISH);
      case "Clip" ->
          Optional.of(
              Nonlinearity.clip(
                  bound(node, 1, "min", -Float.MAX_VALUE), bound(node, 2, "max", Float.MAX_VALUE)));
      default -> Optional.empty();
    };
  }

  private float bound(NodeProto node, int input, String attribute, float missing) {
    return node.getInputCount() > input && !node.getInput(input).isEmpty()
        ? weights(node, input)[0]
        : OnnxGraph.number(node, attribute, missing);
  }

  /** A float32 constant that an operator reads. */
  float[] weights(NodeProto node, int input) {
    return graph
        .values(node.getInput(input))
        .orElseThrow(() -> refusal(node, "has weights that are computed, or not float32"));
  }

  private static List<Long> integers(NodeProto node, String name, List<Long> missing) {
    return OnnxGraph.attribute(node, name).map(AttributeProto::getIntsList).orElse(missing);
  }

  static IllegalArgumentException refusal(NodeProto node, String does) {
    return new IllegalArgumentException(
        "The compiled engine knows the operators of convolutional networks. Here %s '%s' %s."
            .formatted(node.getOpType(), node.getOutput(0), does));
  }
}
