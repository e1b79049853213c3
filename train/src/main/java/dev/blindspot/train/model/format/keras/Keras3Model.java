package dev.blindspot.train.model.format.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The configuration of a model of Keras 3 (keras/src/saving/serialization_lib.py and
 * keras/src/models/functional.py), or of a {@code .keras} file of TensorFlow 2.12 to 2.15:
 * Sequential or functional, of {@link Keras3Layers known layers} and of models of these. Nothing
 * else of it is used: it names Python classes, and may hold code.
 */
final class Keras3Model {
  static final String ADVICE =
      "export the model to ONNX: model.export('model.onnx', format='onnx')";

  private final Map<String, Keras3Layer> layers = new LinkedHashMap<>();
  private final List<Keras3Part> parts;
  private final String output;

  private Keras3Model(JsonNode configuration) throws IOException {
    Keras3Level level = Keras3Level.outermost(layers);
    output = level.read(configuration).name();
    parts = level.parts();
  }

  /**
   * Reads a configuration.
   *
   * @throws IOException saying what of it is not read
   */
  static Keras3Model of(JsonNode configuration) throws IOException {
    String type = configuration.path("class_name").asText();
    if (!Keras3Level.TYPES.contains(type)) {
      throw new IOException(
          "it is a model of the class '%s'; Sequential and functional ones are read; %s"
              .formatted(type, ADVICE));
    }
    return new Keras3Model(configuration);
  }

  /** Its layers and the models in it, as weights are saved. */
  List<Keras3Part> parts() {
    return parts;
  }

  /** The configuration that DL4J reads. */
  ObjectNode asKeras2() {
    ObjectNode model = JsonNodeFactory.instance.objectNode();
    model.put("class_name", "Functional").put("keras_version", "2.15.0");
    model.put("backend", "tensorflow");
    ObjectNode graph = model.putObject("config").put("name", "model");
    ArrayNode all = graph.putArray("layers");
    layers.values().forEach(layer -> all.add(layer.asKeras2()));
    putEnd(layers.keySet().iterator().next(), graph.putArray("input_layers"));
    putEnd(output, graph.putArray("output_layers"));
    return model;
  }

  private static void putEnd(String name, ArrayNode to) {
    to.addArray().add(name).add(0).add(0);
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
