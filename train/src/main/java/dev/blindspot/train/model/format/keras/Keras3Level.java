package dev.blindspot.train.model.format.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads one model: the outermost one, or one that is a layer of another. The layers of the latter
 * become layers of the former, with its name before theirs.
 */
final class Keras3Level {
  /** Classes of models. */
  static final Set<String> TYPES = Set.of("Sequential", "Functional", "Model");

  private static final int MAX_DEPTH = 8;
  private static final int MAX_NAME = 500;
  private static final String INPUT = "InputLayer";

  private final Map<String, Keras3Layer> layers;
  private final String prefix;
  private final int depth;
  private final @Nullable Keras3Layer input;

  /** By the names of this level: where what these put out comes from. */
  private final Map<String, Keras3Layer> outputs = new HashMap<>();

  private final List<Keras3Part> parts = new ArrayList<>();

  private Keras3Level(
      Map<String, Keras3Layer> layers, String prefix, int depth, @Nullable Keras3Layer input) {
    this.layers = layers;
    this.prefix = prefix;
    this.depth = depth;
    this.input = input;
  }

  /**
   * A model that is in no other.
   *
   * @param layers to which the layers of all levels are added, the input first
   */
  static Keras3Level outermost(Map<String, Keras3Layer> layers) {
    return new Keras3Level(layers, "", 0, null);
  }

  /** What was read. */
  List<Keras3Part> parts() {
    return parts;
  }

  /**
   * Reads the model.
   *
   * @param model as Keras wrote it, with class and configuration
   * @return the layer whose output is the model's
   * @throws IOException saying what of it is not read
   */
  Keras3Layer read(JsonNode model) throws IOException {
    JsonNode config = model.path("config");
    return type(model).equals("Sequential") ? sequential(config) : functional(config);
  }

  private Keras3Layer sequential(JsonNode config) throws IOException {
    JsonNode all = config.path("layers");
    List<Keras3Layer> before = input == null ? List.of() : List.of(input);
    if (before.isEmpty() && !isInput(all.path(0))) {
      before = List.of(add(firstInput(config), before));
    }
    for (JsonNode layer : all) {
      boolean first = isInput(layer) && outputs.isEmpty();
      before = List.of(add(layer, first ? List.of() : before));
    }
    return before.get(0);
  }

  /** Models without an input layer say its shape in the first layer, or when they were built. */
  private static JsonNode firstInput(JsonNode config) {
    JsonNode first = config.path("layers").path(0).path("config");
    JsonNode shape = first.path("batch_shape");
    for (String key : List.of("batch_input_shape", "build_input_shape")) {
      if (!shape.isArray()) {
        shape = (key.startsWith("build") ? config : first).path(key);
      }
    }
    ObjectNode input = JsonNodeFactory.instance.objectNode().put("class_name", INPUT);
    input.putObject("config").put("name", "sequential input").set("batch_shape", shape);
    return input;
  }

  private Keras3Layer functional(JsonNode config) throws IOException {
    String start = end(config.path("input_layers"));
    for (JsonNode layer : config.path("layers")) {
      List<Keras3Layer> inputs = new ArrayList<>();
      for (String before : Keras3Nodes.inputs(layer, this::isModel)) {
        inputs.add(output(before, layer));
      }
      if (isInput(layer) != name(layer).equals(start)) {
        throw notConnected(layer);
      }
      add(layer, inputs);
    }
    String end = end(config.path("output_layers"));
    Keras3Layer last = outputs.get(end);
    if (last == null) {
      throw notOne(List.of(end));
    }
    return last;
  }

  private static String end(JsonNode tensors) throws IOException {
    List<String> names = Keras3Nodes.ends(tensors);
    if (names.size() != 1) {
      throw notOne(names);
    }
    return names.get(0);
  }

  private static IOException notOne(List<String> ends) {
    return new IOException(
        "it has the inputs or outputs %s; a classifier of images has one of each".formatted(ends));
  }

  private Keras3Layer output(String before, JsonNode layer) throws IOException {
    Keras3Layer found = outputs.get(before);
    if (found == null) {
      throw new IOException(
          "its layer '%s' comes before '%s', which it reads"
              .formatted(prefix + name(layer), prefix + before));
    }
    return found;
  }

  /** Adds a layer, and says where what it puts out comes from. */
  private Keras3Layer add(JsonNode layer, List<Keras3Layer> inputs) throws IOException {
    if (isInput(layer) != inputs.isEmpty()) {
      throw notConnected(layer);
    }
    Keras3Layer last;
    if (isInput(layer) && input != null) {
      last = input;
    } else {
      last = isModel(layer) ? inner(layer, inputs) : layer(layer, inputs);
    }
    if (outputs.put(name(layer), last) != null) {
      throw twice(prefix + name(layer));
    }
    return last;
  }

  private Keras3Layer layer(JsonNode layer, List<Keras3Layer> inputs) throws IOException {
    String name = prefix + name(layer);
    if (name.length() > MAX_NAME) {
      throw new IOException("a layer's name has more than %d characters".formatted(MAX_NAME));
    }
    Keras3Layer read = Keras3Layers.of(layer, name, inputs);
    if (name(layer).isEmpty() || layers.put(name, read) != null) {
      throw twice(name);
    }
    parts.add(new Keras3Part(type(layer), name(layer), read, List.of()));
    return read;
  }

  private Keras3Layer inner(JsonNode model, List<Keras3Layer> inputs) throws IOException {
    if (depth == MAX_DEPTH) {
      throw new IOException("its models are nested more than %d deep".formatted(MAX_DEPTH));
    }
    if (inputs.size() != 1) {
      throw new IOException(
          "its layer '%s' (%s) has %d inputs; models in the model are read with one"
              .formatted(prefix + name(model), type(model), inputs.size()));
    }
    Keras3Level level =
        new Keras3Level(layers, prefix + name(model) + "/", depth + 1, inputs.get(0));
    Keras3Layer last = level.read(model);
    parts.add(new Keras3Part(type(model), name(model), null, level.parts));
    return last;
  }

  private boolean isModel(String name) {
    return parts.stream().anyMatch(part -> part.layer() == null && part.name().equals(name));
  }

  /** Whether it is one of Keras's own classes; files in HDF5 do not name their modules. */
  private static boolean isModel(JsonNode layer) {
    String module = layer.path("module").asText("keras") + ".";
    return TYPES.contains(type(layer)) && module.startsWith("keras.");
  }

  private static boolean isInput(JsonNode layer) {
    return type(layer).equals(INPUT);
  }

  private static String type(JsonNode layer) {
    return layer.path("class_name").asText();
  }

  /** Some operations have it outside of their configuration only. */
  private static String name(JsonNode layer) {
    return layer.path("config").path("name").asText(layer.path("name").asText());
  }

  private IOException notConnected(JsonNode layer) {
    return new IOException(
        "its layer '%s' is not connected to its input".formatted(prefix + name(layer)));
  }

  private static IOException twice(String name) {
    return new IOException("it has several layers '%s', or one without a name".formatted(name));
  }
}
