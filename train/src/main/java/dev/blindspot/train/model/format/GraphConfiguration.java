package dev.blindspot.train.model.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;

/**
 * The configuration of a model zip, looked at before DL4J reads it. Its JSON names Java classes,
 * which DL4J would load and make, whatever they are.
 */
public final class GraphConfiguration {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String CLASS = "@class";

  /** Lengths in px and the least that makes sense. */
  private static final Map<String, Integer> LEAST =
      Map.of("kernelSize", 1, "stride", 1, "dilation", 1, "padding", 0, "cropping", 0);

  private static final int MAX_LENGTH = 4096;

  /** What a layer computes, beside its parameters. */
  private static final List<String> COMPUTING =
      List.of(
          CLASS,
          "kernelSize",
          "stride",
          "dilation",
          "padding",
          "convolutionMode",
          "poolingType",
          "cnn2dDataFormat",
          "eps",
          "nin",
          "nout");

  private GraphConfiguration() {}

  /**
   * Checks a configuration.
   *
   * @return whether it is of a graph; otherwise of a network of layers
   * @throws IOException saying what is wrong
   */
  static boolean check(String json) throws IOException {
    JsonNode root = JSON.readTree(json);
    for (JsonNode name : root.findValues(CLASS)) {
      String type = name.asText();
      if (!type.startsWith("org.deeplearning4j.nn.") && !type.startsWith("org.nd4j.linalg.")) {
        throw new IOException(
            "its configuration names the class %s, which is not one of DL4J's layers"
                .formatted(type));
      }
    }
    requireGeometry(root);
    boolean graph = root.has("vertices");
    if (graph) {
      requireOrder(root.path("vertexInputs"));
    }
    return graph;
  }

  /**
   * Checks kernels, strides, dilations and padding, of which DL4J refuses some only when it scores.
   *
   * @throws IOException naming the first that is out of range
   */
  public static void requireGeometry(String json) throws IOException {
    requireGeometry(JSON.readTree(json));
  }

  private static void requireGeometry(JsonNode root) throws IOException {
    for (Map.Entry<String, Integer> least : LEAST.entrySet()) {
      for (JsonNode lengths : root.findValues(least.getKey())) {
        for (JsonNode length : lengths) {
          if (length.asLong(-1) < least.getValue() || length.asLong() > MAX_LENGTH) {
            throw new IOException(
                "its configuration has %s %s; from %d to %d are read"
                    .formatted(least.getKey(), lengths, least.getValue(), MAX_LENGTH));
          }
        }
      }
    }
  }

  /** Every vertex comes after its inputs in some order (Kahn 1962). */
  private static void requireOrder(JsonNode inputs) throws IOException {
    Map<String, Set<String>> waiting = new HashMap<>();
    inputs
        .properties()
        .forEach(
            vertex -> {
              Set<String> before = new HashSet<>();
              vertex.getValue().forEach(input -> before.add(input.asText()));
              waiting.put(vertex.getKey(), before);
            });
    waiting.values().forEach(before -> before.retainAll(waiting.keySet()));
    Deque<String> ready = new ArrayDeque<>();
    waiting.forEach((vertex, before) -> addIf(before.isEmpty(), vertex, ready));
    int done = 0;
    while (!ready.isEmpty()) {
      String vertex = ready.remove();
      done++;
      waiting.forEach(
          (other, before) -> addIf(before.remove(vertex) && before.isEmpty(), other, ready));
    }
    if (done < waiting.size()) {
      throw new IOException("its configuration leads in a circle");
    }
  }

  private static void addIf(boolean condition, String vertex, Deque<String> ready) {
    if (condition) {
      ready.add(vertex);
    }
  }

  /**
   * Whether two graphs compute the same from the same parameters: their layers, what these are
   * connected to, and their geometry. How they were trained does not count.
   */
  public static boolean isSameNetwork(
      ComputationGraphConfiguration one, ComputationGraphConfiguration other) {
    return essence(one).equals(essence(other));
  }

  private static Map<String, Object> essence(ComputationGraphConfiguration configuration) {
    JsonNode root;
    try {
      root = JSON.readTree(configuration.toJson());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
    Map<String, Object> essence = new HashMap<>();
    essence.put("inputs", root.path("vertexInputs"));
    for (Map.Entry<String, JsonNode> vertex : root.path("vertices").properties()) {
      JsonNode layer = vertex.getValue().path("layerConf").path("layer");
      List<JsonNode> values = new ArrayList<>();
      values.add(vertex.getValue().path(CLASS));
      values.add(vertex.getValue().path("op")); // of an element-wise vertex
      values.add(vertex.getValue().path("preProcessor"));
      values.add(layer.path("activationFn").path(CLASS));
      COMPUTING.forEach(key -> values.add(layer.path(key)));
      essence.put(vertex.getKey(), values);
    }
    return essence;
  }

  /** Number of parameters of all layers. */
  public static long parameters(ComputationGraphConfiguration configuration) {
    return configuration.getVertices().values().stream()
        .mapToLong(vertex -> parameters(vertex))
        .sum();
  }

  private static long parameters(GraphVertex vertex) {
    return vertex.numParams(true);
  }

  /** Number of parameters of all layers. */
  public static long parameters(MultiLayerConfiguration configuration) {
    return configuration.getConfs().stream().mapToLong(GraphConfiguration::parameters).sum();
  }

  private static long parameters(NeuralNetConfiguration layer) {
    return layer.getLayer().initializer().numParams(layer);
  }
}
