package dev.blindspot.train.model.format.keras;

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
 * @param name with the names of the models that it is in before it: {@code base/conv1}
 * @param type Keras 2's class, such as Conv2D, that computes what it does
 * @param inputs names of the layers before it
 * @param shape of what it puts out
 * @param settings what Keras 2 would write as its configuration
 * @param parameters in the order in which Keras saves them
 * @param constants parameters of Keras 2's class that are not saved, by its names: a number for
 *     each channel, or one for all
 */
record Keras3Layer(
    String name,
    String type,
    List<String> inputs,
    Shape shape,
    ObjectNode settings,
    List<Parameter> parameters,
    Map<String, float[]> constants) {
  Keras3Layer {
    inputs = List.copyOf(inputs);
    parameters = List.copyOf(parameters);
    constants = Map.copyOf(constants);
  }

  /**
   * What is known of a layer's output.
   *
   * @param rank dimensions; 4 of images and maps, 2 of rows of numbers
   * @param channels length of the last one; {@link #UNKNOWN} behind Flatten
   */
  record Shape(int rank, int channels) {
    static final int UNKNOWN = 0;
  }

  /**
   * A parameter that Keras saves.
   *
   * @param saved Keras 3's name of it
   * @param name Keras 2's
   * @param shape its lengths; {@link #ANY} where the layer before decides
   */
  record Parameter(String saved, String name, List<Integer> shape) {
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
   * @return by Keras 2's names
   * @throws IOException if they are not those of its configuration
   */
  Map<String, INDArray> complete(Map<String, INDArray> found) throws IOException {
    Map<String, INDArray> left = new HashMap<>(found);
    Map<String, INDArray> complete = new LinkedHashMap<>();
    for (Parameter parameter : parameters) {
      INDArray value = left.remove(parameter.saved());
      if (value == null) {
        throw new IOException(
            "it has no parameter '%s' of layer '%s'".formatted(parameter.saved(), name));
      }
      if (!parameter.isOf(value.shape())) {
        throw new IOException(
            "the parameter '%s' of layer '%s' has shape %s, its configuration needs %s"
                .formatted(parameter.saved(), name, Arrays.toString(value.shape()), parameter));
      }
      complete.put(parameter.name(), value);
    }
    if (!left.isEmpty()) {
      throw new IOException(
          "layer '%s' has parameters that its configuration does not know: %s"
              .formatted(name, left.keySet()));
    }
    int channels =
        complete.isEmpty() ? shape.channels() : (int) complete.values().iterator().next().length();
    constants.forEach((key, numbers) -> complete.put(key, row(numbers, channels)));
    return complete;
  }

  private static INDArray row(float[] numbers, int channels) {
    float[] all = Arrays.copyOf(numbers, channels);
    if (numbers.length == 1) {
      Arrays.fill(all, numbers[0]);
    }
    return Nd4j.createFromArray(all);
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
