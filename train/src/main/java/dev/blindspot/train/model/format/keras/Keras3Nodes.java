package dev.blindspot.train.model.format.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** How the layers of a functional model of Keras are connected, in its two ways to write it. */
final class Keras3Nodes {
  private Keras3Nodes() {}

  /**
   * The names of the layers whose outputs a layer reads; none for an input.
   *
   * @param isModel which names are those of models, whose first use has the number 1 at times
   */
  static List<String> inputs(JsonNode layer, Predicate<String> isModel) throws IOException {
    JsonNode nodes = layer.path("inbound_nodes");
    List<String> inputs = new ArrayList<>();
    if (nodes.size() > 1) {
      throw refused(layer, "is used several times");
    }
    for (JsonNode node : nodes) {
      if (node.isArray()) {
        for (JsonNode tensor : node) {
          inputs.add(first(tensor, layer, isModel));
          requireNothing(tensor.path(3), layer);
        }
      } else {
        for (JsonNode tensor : tensors(node.path("args"), layer)) {
          inputs.add(first(tensor.path("config").path("keras_history"), layer, isModel));
        }
        requireNothing(node.path("kwargs"), layer);
      }
    }
    return inputs;
  }

  /** One tensor or a list of them; an operation has several arguments, numbers among them. */
  private static List<JsonNode> tensors(JsonNode args, JsonNode layer) throws IOException {
    boolean operation = Keras3Operations.isOne(layer);
    if (!operation && args.size() != 1) {
      throw refused(layer, "is called with %d arguments".formatted(args.size()));
    }
    List<JsonNode> tensors = new ArrayList<>();
    for (JsonNode argument : !operation && args.path(0).isArray() ? args.path(0) : args) {
      if (isTensor(argument)) {
        tensors.add(argument);
      } else if (!operation) {
        throw refused(layer, "is called with something else than the output of a layer");
      }
    }
    return tensors;
  }

  /** Whether an argument is what a layer puts out. */
  static boolean isTensor(JsonNode argument) {
    return argument.path("class_name").asText().equals("__keras_tensor__");
  }

  /** A layer's name, which of its uses, and which of its outputs. */
  private static String first(JsonNode history, JsonNode layer, Predicate<String> isModel)
      throws IOException {
    String name = history.path(0).asText();
    int use = history.path(1).asInt(-1);
    boolean first = use == 0 || (use == 1 && isModel.test(name));
    if (!history.path(0).isTextual() || !first || history.path(2).asInt(-1) != 0) {
      throw refused(layer, "reads something else than the first output of a layer");
    }
    return name;
  }

  /** Such as training=True: dropout that also predicts. */
  private static void requireNothing(JsonNode arguments, JsonNode layer) throws IOException {
    for (Map.Entry<String, JsonNode> argument : arguments.properties()) {
      JsonNode value = argument.getValue();
      if (!value.isNull() && !(value.isBoolean() && !value.booleanValue())) {
        throw refused(layer, "is called with %s".formatted(argument.getKey()));
      }
    }
  }

  /** The names in the lists of a model's inputs and outputs; a single one stands without a list. */
  static List<String> ends(JsonNode tensors) {
    if (tensors.size() == 3 && tensors.path(0).isTextual()) {
      return List.of(tensors.path(0).textValue());
    }
    List<String> names = new ArrayList<>();
    tensors.forEach(tensor -> names.addAll(tensor.isContainerNode() ? ends(tensor) : List.of()));
    return names;
  }

  private static IOException refused(JsonNode layer, String what) {
    return new IOException(
        "its layer '%s' %s, which is not read; %s"
            .formatted(layer.path("config").path("name").asText(), what, Keras3Model.ADVICE));
  }
}
