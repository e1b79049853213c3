package dev.blindspot.train.onnx;

import dev.blindspot.train.error.UserError;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.StringStringEntryProto;
import onnx.Onnx.TensorProto;
import org.nd4j.shade.protobuf.ByteString;

/**
 * Weights that lie in files beside a model. They are read here and not by the runtime, so that a
 * model can name no file outside of its own folder.
 *
 * @param model the ONNX file
 */
record ExternalWeights(Path model) {

  /** The model with all weights inside. */
  ModelProto into(ModelProto parsed) {
    ModelProto.Builder whole = parsed.toBuilder();
    GraphProto.Builder graph = whole.getGraphBuilder();
    for (int i = 0; i < graph.getInitializerCount(); i++) {
      TensorProto tensor = graph.getInitializer(i);
      if (isExternal(tensor)) {
        graph.setInitializer(i, read(tensor));
      }
    }
    refuseInside(parsed.getGraph());
    return whole.build();
  }

  private void refuseInside(GraphProto graph) {
    for (NodeProto node : graph.getNodeList()) {
      for (AttributeProto attribute : node.getAttributeList()) {
        boolean external =
            isExternal(attribute.getT())
                || attribute.getTensorsList().stream().anyMatch(ExternalWeights::isExternal);
        if (external) {
          throw new UserError(
              "%s: operator '%s' has a constant in another file, which is not read"
                  .formatted(model, node.getName()));
        }
        refuseInitialisers(attribute.getG());
        attribute.getGraphsList().forEach(this::refuseInitialisers);
      }
    }
  }

  private void refuseInitialisers(GraphProto inner) {
    if (inner.getInitializerList().stream().anyMatch(ExternalWeights::isExternal)) {
      throw new UserError(
          model + ": an inner graph has weights in another file, which is not read");
    }
    refuseInside(inner);
  }

  private static boolean isExternal(TensorProto tensor) {
    return tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL;
  }

  private TensorProto read(TensorProto tensor) {
    Path file = inFolder(entry(tensor, "location"));
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      long offset = number(tensor, "offset", 0);
      long length = number(tensor, "length", in.length() - offset);
      if (offset < 0 || length < 0 || length > in.length() - offset || length > Integer.MAX_VALUE) {
        throw new UserError(
            "%s: %s is shorter than the weights '%s' need (or it is damaged)"
                .formatted(model, file, tensor.getName()));
      }
      byte[] bytes = new byte[(int) length];
      in.seek(offset);
      in.readFully(bytes);
      return tensor.toBuilder()
          .clearExternalData()
          .clearDataLocation()
          .setRawData(ByteString.copyFrom(bytes))
          .build();
    } catch (IOException e) {
      throw new UserError("%s: %s cannot be read: %s".formatted(model, file, e.getMessage()), e);
    }
  }

  /** A file in the model's own folder, which no link leads out of. */
  private Path inFolder(String location) {
    Path folder = model.toAbsolutePath().normalize().getParent();
    if (folder == null || location.isEmpty()) {
      throw new UserError(model + " has weights in another file, and does not say in which");
    }
    Path file = folder.resolve(location).normalize();
    if (!file.startsWith(folder)) {
      throw new UserError(
          "%s wants weights from %s, which is outside of its folder".formatted(model, location));
    }
    if (!Files.isRegularFile(file)) {
      throw new UserError(
          "%s has its weights in %s beside it, which is not there: copy both"
              .formatted(model, location));
    }
    try {
      if (file.toRealPath().startsWith(folder.toRealPath())) {
        return file;
      }
    } catch (IOException e) {
      throw new UserError("%s: %s cannot be read: %s".formatted(model, file, e.getMessage()), e);
    }
    throw new UserError(
        "%s wants weights from %s, which leads out of its folder".formatted(model, location));
  }

  private long number(TensorProto tensor, String key, long missing) {
    String text = entry(tensor, key);
    try {
      return text.isEmpty() ? missing : Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new UserError(
          "%s: %s of the weights '%s' is not a number: %s"
              .formatted(model, key, tensor.getName(), text),
          e);
    }
  }

  private static String entry(TensorProto tensor, String key) {
    return tensor.getExternalDataList().stream()
        .filter(entry -> entry.getKey().equals(key))
        .map(StringStringEntryProto::getValue)
        .findFirst()
        .orElse("");
  }
}
