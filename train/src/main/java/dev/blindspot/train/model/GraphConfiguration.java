package dev.blindspot.train.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
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
final class GraphConfiguration {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String CLASS = "@class";

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
    boolean graph = root.has("vertices");
    if (graph) {
      requireOrder(root.path("vertexInputs"));
    }
    return graph;
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

  static long parameters(ComputationGraphConfiguration configuration) {
    return configuration.getVertices().values().stream()
        .mapToLong(vertex -> parameters(vertex))
        .sum();
  }

  private static long parameters(GraphVertex vertex) {
    return vertex.numParams(true);
  }

  static long parameters(MultiLayerConfiguration configuration) {
    return configuration.getConfs().stream().mapToLong(GraphConfiguration::parameters).sum();
  }

  private static long parameters(NeuralNetConfiguration layer) {
    return layer.getLayer().initializer().numParams(layer);
  }
}
