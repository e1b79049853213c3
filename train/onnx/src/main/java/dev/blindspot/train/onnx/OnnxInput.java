package dev.blindspot.train.onnx;

import dev.blindspot.train.error.UserError;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import onnx.Onnx.GraphProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorShapeProto.Dimension;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;
import org.deeplearning4j.nn.conf.CNN2DFormat;

/**
 * The only input and output of a classifier of images.
 *
 * @param name of the input
 * @param layout where its channels are
 * @param side of its square images; empty if any will do
 * @param batched whether it takes several images at once
 * @param output name of the output
 */
record OnnxInput(
    String name, CNN2DFormat layout, OptionalInt side, boolean batched, String output) {
  private static final long UNKNOWN = -1;
  private static final int COLOURS = 3;

  /**
   * Finds it.
   *
   * @throws UserError if the graph takes or gives something else
   */
  static OnnxInput of(Path file, GraphProto graph) {
    Set<String> weights =
        graph.getInitializerList().stream().map(TensorProto::getName).collect(Collectors.toSet());
    List<ValueInfoProto> inputs =
        graph.getInputList().stream().filter(in -> !weights.contains(in.getName())).toList();
    if (inputs.size() != 1 || graph.getOutputCount() != 1) {
      throw new UserError(
          "%s has %d inputs (%s) and %d outputs (%s); a classifier of images has one of each"
              .formatted(
                  file,
                  inputs.size(),
                  names(inputs),
                  graph.getOutputCount(),
                  names(graph.getOutputList())));
    }
    requireFloat(file, "takes", inputs.get(0));
    requireFloat(file, "puts out", graph.getOutput(0));
    requireRow(file, graph.getOutput(0));
    return of(file, inputs.get(0), graph);
  }

  private static OnnxInput of(Path file, ValueInfoProto input, GraphProto graph) {
    List<Long> shape = shape(input);
    if (shape.size() != 4) {
      throw new UserError(
          "%s takes arrays of %d dimensions %s, images have 4: a batch of channels, height, width"
              .formatted(file, shape.size(), shape));
    }
    CNN2DFormat layout = layout(file, shape, input.getName(), graph);
    boolean last = layout == CNN2DFormat.NHWC;
    long height = shape.get(last ? 1 : 2);
    long width = shape.get(last ? 2 : 3);
    if (height != width && height != UNKNOWN && width != UNKNOWN) {
      throw new UserError(
          "%s takes images of %d x %d pixels; here they are square: export it for a square or for any size"
              .formatted(file, width, height));
    }
    if (shape.get(0) != UNKNOWN && shape.get(0) != 1) {
      throw new UserError(
          "%s takes exactly %d images at once: export it for one image or any number"
              .formatted(file, shape.get(0)));
    }
    long side = Math.max(height, width);
    return new OnnxInput(
        input.getName(),
        layout,
        side == UNKNOWN ? OptionalInt.empty() : OptionalInt.of((int) side),
        shape.get(0) == UNKNOWN,
        graph.getOutput(0).getName());
  }

  private static CNN2DFormat layout(Path file, List<Long> shape, String input, GraphProto graph) {
    if (shape.get(1) == COLOURS) {
      return CNN2DFormat.NCHW;
    }
    if (shape.get(3) == COLOURS) {
      return CNN2DFormat.NHWC;
    }
    if (shape.get(1) == UNKNOWN && shape.get(3) == UNKNOWN) {
      boolean convolved =
          graph.getNodeList().stream()
              .filter(node -> node.getInputList().contains(input))
              .anyMatch(node -> node.getOpType().equals("Conv"));
      return convolved ? CNN2DFormat.NCHW : CNN2DFormat.NHWC;
    }
    throw new UserError(
        "%s takes images of shape %s; three channels are needed, in the second or the last place"
            .formatted(file, shape));
  }

  private static void requireFloat(Path file, String does, ValueInfoProto value) {
    int type = value.getType().getTensorType().getElemType();
    if (value.getType().getValueCase() != TypeProto.ValueCase.TENSOR_TYPE
        || type != TensorProto.DataType.FLOAT_VALUE) {
      TensorProto.DataType named = TensorProto.DataType.forNumber(type);
      throw new UserError(
          "%s %s %s; float32 is needed at both ends (inside, other types are the runtime's business): export it again"
              .formatted(
                  file,
                  does,
                  named == null ? "no tensor" : named.name().toLowerCase(java.util.Locale.ROOT)));
    }
  }

  private static void requireRow(Path file, ValueInfoProto output) {
    List<Long> shape = shape(output);
    boolean row =
        shape.isEmpty() // not said: found out by running it
            || shape.size() == 2
            || (shape.size() == 4 && shape.get(2) == 1 && shape.get(3) == 1);
    if (!row) {
      throw new UserError(
          "%s puts out arrays of %d dimensions %s, no row of scores for each image"
              .formatted(file, shape.size(), shape));
    }
  }

  private static List<Long> shape(ValueInfoProto value) {
    return value.getType().getTensorType().getShape().getDimList().stream()
        .map(
            dimension ->
                dimension.getValueCase() == Dimension.ValueCase.DIM_VALUE
                        && dimension.getDimValue() > 0
                    ? dimension.getDimValue()
                    : UNKNOWN)
        .toList();
  }

  private static String names(List<ValueInfoProto> values) {
    return values.stream().map(ValueInfoProto::getName).collect(Collectors.joining(", "));
  }
}
