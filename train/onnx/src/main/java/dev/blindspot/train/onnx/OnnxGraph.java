package dev.blindspot.train.onnx;

import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Looks up which operator makes a value, and which constants there are. */
final class OnnxGraph {
  /** Operators that hand the same numbers on, perhaps in another shape. */
  private static final Set<String> SAME =
      Set.of("Identity", "Dropout", "Flatten", "Reshape", "Squeeze", "Unsqueeze", "Cast");

  private final GraphProto graph;
  private final Map<String, NodeProto> makers = new HashMap<>();
  private final Map<String, TensorProto> constants = new HashMap<>();

  OnnxGraph(GraphProto graph) {
    this.graph = graph;
    graph.getInitializerList().forEach(tensor -> constants.put(tensor.getName(), tensor));
    for (NodeProto node : graph.getNodeList()) {
      node.getOutputList().forEach(output -> makers.put(output, node));
      if (node.getOpType().equals("Constant") && attribute(node, "value").isPresent()) {
        constants.put(node.getOutput(0), attribute(node, "value").get().getT());
      }
      TensorProto copied = node.getOpType().equals("Identity") ? copied(node) : null;
      if (copied != null) { // exporters share equal weights
        constants.put(node.getOutput(0), copied);
      }
    }
  }

  private @Nullable TensorProto copied(NodeProto identity) {
    return constants.get(identity.getInput(0));
  }

  /** All operators, in the order of computation. */
  List<NodeProto> nodes() {
    return graph.getNodeList();
  }

  /** The operator that makes a value; null if it is an input or a weight. */
  @Nullable NodeProto maker(String value) {
    return makers.get(value);
  }

  /** The value that a value is but for its shape. */
  String same(String value) {
    String at = value;
    for (NodeProto node = maker(at); node != null && SAME.contains(node.getOpType()); ) {
      at = node.getInput(0);
      node = maker(at);
    }
    return at;
  }

  /** The operator, however reshaped its output is; empty for an input. */
  Optional<NodeProto> source(String value) {
    return Optional.ofNullable(maker(same(value)));
  }

  /** Operators that read a value. */
  List<NodeProto> readers(String value) {
    return graph.getNodeList().stream()
        .filter(node -> node.getInputList().contains(value))
        .toList();
  }

  /** The shape of a weight or constant; empty if it is computed. */
  Optional<List<Long>> shape(String value) {
    return Optional.ofNullable(constants.get(value)).map(TensorProto::getDimsList);
  }

  /** A float32 weight or constant; empty if it is something else. */
  Optional<INDArray> floats(String value) {
    return Optional.ofNullable(constants.get(value))
        .filter(tensor -> tensor.getDataType() == TensorProto.DataType.FLOAT_VALUE)
        .map(OnnxGraph::array);
  }

  /** Integers of a weight or constant; empty if it is something else. */
  Optional<List<Long>> integers(String value) {
    return Optional.ofNullable(constants.get(value))
        .filter(tensor -> tensor.getDataType() == TensorProto.DataType.INT64_VALUE)
        .map(
            tensor -> {
              if (tensor.getInt64DataCount() > 0) {
                return tensor.getInt64DataList();
              }
              var longs =
                  tensor
                      .getRawData()
                      .asReadOnlyByteBuffer()
                      .order(ByteOrder.LITTLE_ENDIAN)
                      .asLongBuffer();
              Long[] values = new Long[longs.remaining()];
              for (int i = 0; i < values.length; i++) {
                values[i] = longs.get(i);
              }
              return List.of(values);
            });
  }

  /** The numbers of a float32 weight or constant; empty if it is something else. */
  Optional<float[]> values(String value) {
    return Optional.ofNullable(constants.get(value))
        .filter(tensor -> tensor.getDataType() == TensorProto.DataType.FLOAT_VALUE)
        .map(OnnxGraph::numbers);
  }

  private static INDArray array(TensorProto tensor) {
    long[] shape = tensor.getDimsList().stream().mapToLong(Long::longValue).toArray();
    return Nd4j.createFromArray(numbers(tensor)).reshape(shape);
  }

  private static float[] numbers(TensorProto tensor) {
    if (tensor.getFloatDataCount() > 0) {
      float[] values = new float[tensor.getFloatDataCount()];
      for (int i = 0; i < values.length; i++) {
        values[i] = tensor.getFloatData(i);
      }
      return values;
    }
    var floats =
        tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    float[] values = new float[floats.remaining()];
    floats.get(values);
    return values;
  }

  static Optional<AttributeProto> attribute(NodeProto node, String name) {
    return node.getAttributeList().stream().filter(a -> a.getName().equals(name)).findFirst();
  }

  static long integer(NodeProto node, String name, long missing) {
    return attribute(node, name).map(AttributeProto::getI).orElse(missing);
  }

  static float number(NodeProto node, String name, float missing) {
    return attribute(node, name).map(AttributeProto::getF).orElse(missing);
  }

  /** What an operator is, in words for a message. */
  String describe(String value) {
    NodeProto node = maker(value);
    return node == null
        ? "'%s' is an input or a weight".formatted(value)
        : "'%s' is made by %s".formatted(value, node.getOpType());
  }
}
