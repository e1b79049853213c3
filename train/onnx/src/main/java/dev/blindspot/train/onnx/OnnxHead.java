package dev.blindspot.train.onnx;

import dev.blindspot.explain.network.GapHead;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.NodeProto;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The end of a graph that a class activation map is read from. Between global average pooling and
 * the dense layer there may be dropout and changes of shape; without a dense layer, each class has
 * a feature map of its own (SqueezeNet).
 *
 * @param graph the graph
 * @param output name of its output
 */
record OnnxHead(OnnxGraph graph, String output) {
  private static final Set<String> ENDINGS = Set.of("Softmax", "LogSoftmax", "Sigmoid");
  private static final List<Long> NCHW_PLACES = List.of(2L, 3L);
  private static final List<Long> NHWC_PLACES = List.of(1L, 2L);

  /**
   * Finds it.
   *
   * @throws IllegalArgumentException if the graph ends otherwise
   */
  GapHead find() {
    String logits = logits();
    Optional<NodeProto> maker = graph.source(logits);
    if (maker.filter(OnnxHead::pools).isPresent()) {
      return ofPooling(maker.get());
    }
    NodeProto dense = maker.orElseThrow(() -> refusal("Here " + graph.describe(logits)));
    return switch (dense.getOpType()) {
      case "Gemm" -> ofGemm(dense);
      case "MatMul" -> head(dense.getInput(0), weights(dense.getInput(1), false), null);
      case "Add" -> ofSum(dense);
      default ->
          throw refusal(
              "Here " + graph.describe(graph.same(logits)) + " where the dense layer is needed");
    };
  }

  /** What softmax or sigmoid makes probabilities of; the output itself without them. */
  private String logits() {
    return graph
        .source(output)
        .filter(node -> ENDINGS.contains(node.getOpType()))
        .map(node -> node.getInput(0))
        .orElse(output);
  }

  private GapHead ofGemm(NodeProto gemm) {
    if (OnnxGraph.integer(gemm, "transA", 0) != 0
        || OnnxGraph.number(gemm, "alpha", 1) != 1
        || OnnxGraph.number(gemm, "beta", 1) != 1) {
      throw refusal("Here the dense layer scales or transposes its input");
    }
    boolean transposed = OnnxGraph.integer(gemm, "transB", 0) != 0;
    return head(
        gemm.getInput(0),
        weights(gemm.getInput(1), transposed),
        gemm.getInputCount() > 2 ? gemm.getInput(2) : null);
  }

  private GapHead ofSum(NodeProto sum) {
    boolean first = graph.shape(sum.getInput(0)).isEmpty();
    String product = sum.getInput(first ? 0 : 1);
    NodeProto matMul =
        graph
            .source(product)
            .filter(node -> node.getOpType().equals("MatMul"))
            .orElseThrow(
                () ->
                    refusal(
                        "Here " + graph.describe(product) + " where the dense layer is needed"));
    return head(
        matMul.getInput(0), weights(matMul.getInput(1), false), sum.getInput(first ? 1 : 0));
  }

  private INDArray weights(String name, boolean transposed) {
    INDArray weights =
        graph
            .floats(name)
            .filter(array -> array.rank() == 2)
            .orElseThrow(() -> refusal("Here the weights of the dense layer are computed"));
    return transposed ? weights.transpose() : weights;
  }

  private GapHead head(
      String input, INDArray weights, @org.jspecify.annotations.Nullable String bias) {
    NodeProto pooling =
        graph
            .source(input)
            .filter(OnnxHead::pools)
            .orElseThrow(
                () ->
                    refusal(
                        "Here "
                            + graph.describe(graph.same(input))
                            + " where global average pooling is needed"));
    INDArray added =
        bias == null
            ? Nd4j.zeros(DataType.FLOAT, weights.size(1))
            : graph
                .floats(bias)
                .filter(array -> array.length() == weights.size(1))
                .orElseThrow(() -> refusal("Here the bias of the dense layer is computed"))
                .reshape(weights.size(1));
    return new GapHead(pooling.getInput(0), layout(pooling), weights, added);
  }

  private GapHead ofPooling(NodeProto pooling) {
    int classes =
        graph
            .source(pooling.getInput(0))
            .map(this::beforeActivation)
            .filter(node -> node.getOpType().equals("Conv"))
            .flatMap(node -> graph.shape(node.getInput(1)))
            .map(shape -> Math.toIntExact(shape.get(0)))
            .orElseThrow(
                () -> refusal("Here global average pooling is last, and not of a convolution"));
    return new GapHead(
        pooling.getInput(0),
        layout(pooling),
        Nd4j.eye(classes).castTo(DataType.FLOAT),
        Nd4j.zeros(DataType.FLOAT, classes));
  }

  private NodeProto beforeActivation(NodeProto node) {
    return node.getOpType().equals("Relu") ? graph.source(node.getInput(0)).orElse(node) : node;
  }

  private static boolean pools(NodeProto node) {
    return node.getOpType().equals("GlobalAveragePool") || node.getOpType().equals("ReduceMean");
  }

  private CNN2DFormat layout(NodeProto pooling) {
    if (pooling.getOpType().equals("GlobalAveragePool")) {
      return CNN2DFormat.NCHW;
    }
    List<Long> axes =
        OnnxGraph.attribute(pooling, "axes")
            .map(AttributeProto::getIntsList)
            .or(
                () ->
                    pooling.getInputCount() > 1
                        ? graph.integers(pooling.getInput(1))
                        : Optional.empty())
            .map(given -> given.stream().map(axis -> axis < 0 ? axis + 4 : axis).sorted().toList())
            .orElse(List.of());
    if (axes.equals(NCHW_PLACES)) {
      return CNN2DFormat.NCHW;
    }
    if (axes.equals(NHWC_PLACES)) {
      return CNN2DFormat.NHWC;
    }
    throw refusal("Here the mean before the dense layer is over dimensions " + axes);
  }

  private static IllegalArgumentException refusal(String found) {
    return new IllegalArgumentException(
        "A class activation map needs a network that ends in: convolution, global average pooling,"
            + " one dense layer. "
            + found
            + ". Use occlusion or RISE, which work on any network.");
  }
}
