package dev.blindspot.train.model.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The configuration of one layer of Keras 3, and the one of Keras 2 that is made of it. */
final class Keras3Settings {
  private static final String LAST = "channels_last";

  /** Those that compute the same in Keras 3 and in DL4J, by DL4J's names. */
  private static final Map<String, String> ACTIVATIONS =
      Map.ofEntries(
          Map.entry("linear", "linear"),
          Map.entry("relu", "relu"),
          Map.entry("relu6", "relu6"),
          Map.entry("elu", "elu"),
          Map.entry("selu", "selu"),
          Map.entry("silu", "swish"),
          Map.entry("swish", "swish"),
          Map.entry("sigmoid", "sigmoid"),
          Map.entry("softmax", "softmax"),
          Map.entry("softplus", "softplus"),
          Map.entry("softsign", "softsign"),
          Map.entry("tanh", "tanh"));

  private final String name;
  private final String type;
  private final JsonNode config;
  private final int rank;
  private final ObjectNode keras2 = JsonNodeFactory.instance.objectNode();

  /**
   * @param rank dimensions of its input; 4 of images and maps
   */
  Keras3Settings(String name, String type, JsonNode config, int rank) {
    this.name = name;
    this.type = type;
    this.config = config;
    this.rank = rank;
  }

  int rank() {
    return rank;
  }

  /** What was made so far. */
  ObjectNode keras2() {
    return keras2;
  }

  JsonNode get(String key) {
    return config.path(key);
  }

  /** The refusal of something in this layer. */
  IOException refused(String what) {
    return new IOException(
        "its layer '%s' (%s) has %s, which is not read; %s"
            .formatted(name, type, what, Keras3Model.ADVICE));
  }

  private IOException refused(String key, JsonNode value) {
    String text = value.toString();
    return refused(
        "%s %s".formatted(key, text.length() > 60 ? text.substring(0, 60) + " ..." : text));
  }

  /** An integer of at least 1, which Keras 2 has too. */
  int integer(String key) throws IOException {
    JsonNode value = get(key);
    if (!value.isInt() || value.intValue() < 1) {
      throw refused(key, value);
    }
    keras2.put(key, value.intValue());
    return value.intValue();
  }

  /** Two integers: of rows and columns. */
  List<Integer> pair(String key) throws IOException {
    JsonNode value = get(key);
    if (!value.isArray() || value.size() != 2) {
      throw refused(key, value);
    }
    List<Integer> pair = new ArrayList<>();
    ArrayNode copy = keras2.putArray(key);
    for (JsonNode each : value) {
      if (!each.isInt() || each.intValue() < 1) {
        throw refused(key, value);
      }
      copy.add(each.intValue());
      pair.add(each.intValue());
    }
    return pair;
  }

  double number(String key, double missing) throws IOException {
    JsonNode value = get(key);
    if (isNothing(value)) {
      return missing;
    }
    if (!value.isNumber()) {
      throw refused(key, value);
    }
    return value.doubleValue();
  }

  boolean flag(String key, boolean missing) throws IOException {
    JsonNode value = get(key);
    if (isNothing(value)) {
      return missing;
    }
    if (!value.isBoolean()) {
      throw refused(key, value);
    }
    return value.booleanValue();
  }

  /** One of some words, which Keras 2 has too. */
  void word(String key, String... known) throws IOException {
    JsonNode value = get(key);
    if (!List.of(known).contains(value.textValue())) {
      throw refused(key, value);
    }
    keras2.put(key, value.textValue());
  }

  /** Channels are the last dimension, or it does not say. */
  void channelsLast() throws IOException {
    JsonNode value = get("data_format");
    if (!isNothing(value) && !LAST.equals(value.textValue())) {
      throw refused("data_format", value);
    }
    keras2.put("data_format", LAST);
  }

  /** It works on the last dimension. */
  void lastAxis() throws IOException {
    JsonNode value = get("axis");
    JsonNode axis = value.size() == 1 ? value.path(0) : value;
    if (!axis.isInt() || (axis.intValue() != -1 && axis.intValue() != rank - 1)) {
      throw refused("axis", value);
    }
  }

  /** It takes maps, or rows of numbers. */
  void requireRank(int wanted) throws IOException {
    if (rank != wanted) {
      throw refused("an input of %d dimensions".formatted(rank));
    }
  }

  /** A function that Keras names; others are code. */
  void activation() throws IOException {
    JsonNode value = get("activation");
    boolean named = value.path("class_name").asText().equals("function");
    JsonNode function = named ? value.path("config") : value;
    String word = isNothing(value) ? "linear" : String.valueOf(function.textValue());
    String known = ACTIVATIONS.get(word);
    if (known == null || (known.equals("softmax") && rank != 2)) {
      throw refused("activation", value);
    }
    keras2.put("activation", known);
  }

  /** Settings that would make it compute something else, or quantised. */
  void requireUsual() throws IOException {
    for (String key : List.of("quantization_config", "renorm", "keepdims")) {
      JsonNode value = get(key);
      if (!isNothing(value) && !(value.isBoolean() && !value.booleanValue())) {
        throw refused(key, value);
      }
    }
    JsonNode groups = get("groups");
    if (!isNothing(groups) && groups.asInt() != 1) {
      throw refused("groups", groups);
    }
    requireFloats();
  }

  private void requireFloats() throws IOException {
    JsonNode dtype = get("dtype");
    String type = dtype.path("class_name").asText();
    boolean policy = type.equals("DTypePolicy") || type.equals("Policy");
    JsonNode precision = policy ? dtype.path("config").path("name") : dtype;
    if (!isNothing(dtype) && !String.valueOf(precision.textValue()).contains("float")) {
      throw refused("dtype", dtype);
    }
  }

  static boolean isNothing(JsonNode value) {
    return value.isNull() || value.isMissingNode();
  }
}
