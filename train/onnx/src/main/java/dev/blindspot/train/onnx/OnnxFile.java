package dev.blindspot.train.onnx;

import dev.blindspot.train.error.UserError;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.OperatorSetIdProto;

/**
 * What an ONNX file holds, checked before anything is run: its version, and whose operators it
 * uses. Operators of others would need a library of theirs, and none is ever loaded.
 *
 * @param model with the weights of other files read into it
 * @param opset version of the standard operators
 */
record OnnxFile(ModelProto model, long opset) {
  private static final int OLDEST = 9;
  private static final Set<String> STANDARD = Set.of("", "ai.onnx");

  /** Those that ONNX Runtime itself brings. */
  private static final Set<String> KNOWN = Set.of("", "ai.onnx", "ai.onnx.ml", "com.microsoft");

  /**
   * Reads a file.
   *
   * @throws UserError if it is not an ONNX file, or uses what is not known
   */
  static OnnxFile read(Path file) {
    ModelProto parsed = parse(file);
    if (parsed.getGraph().getNodeCount() == 0 || parsed.getGraph().getOutputCount() == 0) {
      throw new UserError(file + " is not an ONNX model (or it is damaged): it holds no graph");
    }
    long opset = opset(file, parsed.getOpsetImportList());
    requireKnown(file, parsed.getGraph());
    return new OnnxFile(new ExternalWeights(file).into(parsed), opset);
  }

  GraphProto graph() {
    return model.getGraph();
  }

  private static ModelProto parse(Path file) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      return ModelProto.parseFrom(in);
    } catch (IOException | IllegalStateException e) { // protobuf throws both on damaged lengths
      throw new UserError(
          "%s is not an ONNX model (or it is damaged): %s".formatted(file, e.getMessage()), e);
    }
  }

  private static long opset(Path file, List<OperatorSetIdProto> imports) {
    long opset =
        imports.stream()
            .filter(set -> STANDARD.contains(set.getDomain()))
            .mapToLong(OperatorSetIdProto::getVersion)
            .max()
            .orElse(0);
    if (opset < OLDEST) {
      throw new UserError(
          "%s has operators of ONNX's opset %d; %d or newer is needed: export it again"
              .formatted(file, opset, OLDEST));
    }
    return opset;
  }

  private static void requireKnown(Path file, GraphProto graph) {
    for (NodeProto node : graph.getNodeList()) {
      if (node.getOutputCount() == 0) {
        throw new UserError(
            "%s is damaged: an operator %s puts nothing out".formatted(file, node.getOpType()));
      }
      if (!KNOWN.contains(node.getDomain())) {
        throw new UserError(
            "%s uses the operator %s of %s, which needs a library of others; none is loaded"
                .formatted(file, node.getOpType(), node.getDomain()));
      }
    }
  }
}
