package dev.blindspot.train.model.format;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A layer of a Keras 3 model.
 *
 * @param type Keras's class, such as Conv2D
 * @param inputs names of the layers before it
 * @param settings what Keras 2 would write as its configuration
 * @param parameters in the order in which Keras saves them
 * @param constants of a batch normalisation without gamma or beta, which Keras does not save
 */
record Keras3Layer(
    String name,
    String type,
    List<String> inputs,
    ObjectNode settings,
    List<Parameter> parameters,
    Map<String, Float> constants) {
  Keras3Layer {
    inputs = List.copyOf(inputs);
    parameters = List.copyOf(parameters);
    constants = Map.copyOf(constants);
  }

  /**
   * A parameter that Keras saves.
   *
   * @param shape its lengths; {@link #ANY} where the layer before decides
   */
  record Parameter(String name, List<Integer> shape) {
    static final int ANY = -1;

    Parameter {
      shape = List.copyOf(shape);
    }

    boolean isOf(long[] found) {
      if (found.length != shape.size()) {
        return false;
      }
      for (int i = 0; i < found.length; i++) {
        if (shape.get(i) != ANY && shape.get(i) != found[i]) {
          return false;
        }
      }
      return true;
    }

    @Override
    public String toString() {
      return shape.toString().replace(String.valueOf(ANY), "any");
    }
  }

  /**
   * What DL4J needs of the layer.
   *
   * @param found arrays by Keras's names of its parameters
   * @throws IOException if they are not those of its configuration
   */
  Map<String, INDArray> complete(Map<String, INDArray> found) throws IOException {
    Map<String, INDArray> left = new HashMap<>(found);
    Map<String, INDArray> complete = new LinkedHashMap<>();
    for (Parameter parameter : parameters) {
      INDArray value = left.remove(parameter.name());
      if (value == null) {
        throw new IOException(
            "it has no parameter '%s' of layer '%s'".formatted(parameter.name(), name));
      }
      if (!parameter.isOf(value.shape())) {
        throw new IOException(
            "the parameter '%s' of layer '%s' has shape %s, its configuration needs %s"
                .formatted(parameter.name(), name, Arrays.toString(value.shape()), parameter));
      }
      complete.put(parameter.name(), value);
      constants.forEach((key, number) -> complete.put(key, constant(value.shape(), number)));
    }
    if (!left.isEmpty()) {
      throw new IOException(
          "layer '%s' has parameters that its configuration does not know: %s"
              .formatted(name, left.keySet()));
    }
    return complete;
  }

  private static INDArray constant(long[] shape, float value) {
    return Nd4j.zeros(shape).addi(value);
  }

  /** The layer as Keras 2 writes it. */
  ObjectNode asKeras2() {
    ObjectNode layer = settings.objectNode();
    layer.put("class_name", type);
    layer.put("name", name);
    layer.set("config", settings.deepCopy().put("name", name));
    ArrayNode nodes = layer.putArray("inbound_nodes");
    if (!inputs.isEmpty()) {
      ArrayNode node = nodes.addArray();
      inputs.forEach(input -> node.addArray().add(input).add(0).add(0).addObject());
    }
    return layer;
  }
}
