package dev.blindspot.train.model.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The configuration of a model of Keras 3 (keras/src/saving/serialization_lib.py and
 * keras/src/models/functional.py), or of a {@code .keras} file of TensorFlow 2.12 to 2.15:
 * Sequential or functional, of {@link Keras3Layers known layers}. Nothing else of it is used: it
 * names Python classes, and may hold code.
 */
final class Keras3Model {
  static final String ADVICE =
      "export the model to ONNX: model.export('model.onnx', format='onnx')";

  private final Map<String, Keras3Layer> layers = new LinkedHashMap<>();
  private final Map<String, Integer> ranks = new HashMap<>();
  private final JsonNode config;

  private Keras3Model(JsonNode config) {
    this.config = config;
  }

  /**
   * Reads a configuration.
   *
   * @throws IOException saying what of it is not read
   */
  static Keras3Model of(JsonNode configuration) throws IOException {
    Keras3Model model = new Keras3Model(configuration.path("config"));
    String type = configuration.path("class_name").asText();
    switch (type) {
      case "Sequential" -> model.readSequential();
      case "Functional", "Model" -> model.readFunctional();
      default ->
          throw new IOException(
              "it is a model of the class '%s'; Sequential and functional ones are read; %s"
                  .formatted(type, ADVICE));
    }
    return model;
  }

  private void readSequential() throws IOException {
    JsonNode all = config.path("layers");
    if (!all.path(0).path("class_name").asText().equals("InputLayer")) {
      add(firstInput(all.path(0)), List.of());
    }
    for (JsonNode layer : all) {
      List<String> before = layers.isEmpty() ? List.of() : List.of(last());
      add(layer, before);
    }
  }

  /** Models without an input layer say its shape in the first layer, or when they were built. */
  private JsonNode firstInput(JsonNode first) {
    JsonNode shape = first.path("config").path("batch_shape");
    for (String key : List.of("batch_input_shape", "build_input_shape")) {
      if (!shape.isArray()) {
        shape = (key.startsWith("build") ? config : first.path("config")).path(key);
      }
    }
    ObjectNode input = JsonNodeFactory.instance.objectNode().put("class_name", "InputLayer");
    input.putObject("config").put("name", "sequential input").set("batch_shape", shape);
    return input;
  }

  private String last() {
    String last = "";
    for (String name : layers.keySet()) {
      last = name;
    }
    return last;
  }

  private void readFunctional() throws IOException {
    for (JsonNode layer : config.path("layers")) {
      add(layer, Keras3Nodes.inputs(layer));
    }
  }

  private void add(JsonNode layer, List<String> inputs) throws IOException {
    String name = layer.path("config").path("name").asText();
    for (String input : inputs) {
      if (!layers.containsKey(input)) {
        throw new IOException(
            "its layer '%s' comes before '%s', which it reads".formatted(name, input));
      }
    }
    int rank = inputs.isEmpty() ? 0 : ranks.getOrDefault(inputs.get(0), 0);
    Keras3Layer read = Keras3Layers.of(layer, inputs, rank);
    if (inputs.isEmpty() != read.type().equals("InputLayer")) {
      throw new IOException("its layer '%s' is not connected to its input".formatted(name));
    }
    if (name.isEmpty() || layers.put(name, read) != null) {
      throw new IOException("it has several layers '%s', or one without a name".formatted(name));
    }
    ranks.put(name, Keras3Layers.rank(read, rank));
  }

  Collection<Keras3Layer> layers() {
    return layers.values();
  }

  /** The configuration that DL4J reads. */
  ObjectNode asKeras2() throws IOException {
    ObjectNode model = JsonNodeFactory.instance.objectNode();
    model.put("class_name", "Functional").put("keras_version", "2.15.0");
    model.put("backend", "tensorflow");
    ObjectNode graph = model.putObject("config").put("name", "model");
    ArrayNode all = graph.putArray("layers");
    layers.values().forEach(layer -> all.add(layer.asKeras2()));
    boolean functional = config.has("output_layers");
    List<String> inputs =
        functional
            ? Keras3Nodes.ends(config.path("input_layers"))
            : List.of(layers.keySet().iterator().next());
    List<String> outputs =
        functional ? Keras3Nodes.ends(config.path("output_layers")) : List.of(last());
    putEnds(inputs, graph.putArray("input_layers"));
    putEnds(outputs, graph.putArray("output_layers"));
    return model;
  }

  private void putEnds(List<String> names, ArrayNode to) throws IOException {
    if (names.size() != 1 || !layers.containsKey(names.get(0))) {
      throw new IOException(
          "it has the inputs or outputs %s; a classifier of images has one of each"
              .formatted(names));
    }
    to.addArray().add(names.get(0)).add(0).add(0);
  }

  /** These weights, if they are those of the configuration. */
  KerasNetwork.Weights checked(KerasNetwork.Weights weights) {
    return new KerasNetwork.Weights() {
      @Override
      public Map<String, INDArray> of(String layer) throws IOException {
        Keras3Layer known = layers.get(layer);
        return known == null ? Map.of() : known.complete(weights.of(layer));
      }

      @Override
      public void requireNoOthers(Set<String> names) throws IOException {
        weights.requireNoOthers(names);
      }
    };
  }
}
