package dev.blindspot.train.onnx;

import dev.blindspot.explain.onednn.graph.Node;
import java.util.Arrays;
import java.util.List;
import onnx.Onnx.NodeProto;

/**
 * Sums, differences, products and quotients of a map and a constant, as a line for each channel.
 *
 * @param channels of the map
 * @param point whether it has a single place
 */
record OnnxLines(OnnxParts parts, int channels, boolean point) {
  private static final int PLACE_DIMENSIONS = 2;

  /**
   * Of {@code Add}, {@code Sub}, {@code Mul} or {@code Div}.
   *
   * @param constant which of the two inputs is the constant
   */
  Node.ScaleShift of(NodeProto node, int source, int constant) {
    String type = node.getOpType();
    float[] values = parts.weights(node, constant);
    boolean turned = constant == 0 && (type.equals("Sub") || type.equals("Div"));
    if (turned || !isForChannels(node.getInput(constant), values.length)) {
      throw OnnxParts.refusal(
          node, "joins a map with a constant of another shape, or in another order");
    }
    float[] scale = filled(1);
    float[] shift = filled(0);
    for (int c = 0; c < channels; c++) {
      float value = values[values.length == 1 ? 0 : c];
      switch (type) {
        case "Add" -> shift[c] = value;
        case "Sub" -> shift[c] = -value;
        case "Mul" -> scale[c] = value;
        default -> scale[c] = 1 / value;
      }
    }
    return new Node.ScaleShift(source, scale, shift);
  }

  /** One number, or {@code [C,1,1]}: {@code [C]} alone would be along a map's columns. */
  private boolean isForChannels(String constant, int length) {
    if (length == 1) {
      return true;
    }
    List<Long> shape = parts.graph().shape(constant).orElse(List.of());
    List<Long> places = shape.subList(Math.max(0, shape.size() - PLACE_DIMENSIONS), shape.size());
    boolean perChannel = shape.size() > PLACE_DIMENSIONS && places.equals(List.of(1L, 1L));
    return length == channels && (point || perChannel);
  }

  private float[] filled(float value) {
    float[] filled = new float[channels];
    Arrays.fill(filled, value);
    return filled;
  }
}
