package dev.blindspot.train.model.format.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.blindspot.train.model.format.keras.Keras3Layer.Parameter;
import dev.blindspot.train.model.format.keras.Keras3Layer.Shape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

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

  /** Keras has none so wide, and no file is that long. */
  private static final int MAX_CHANNELS = 1 << 16;

  private final String name;
  private final String type;
  private final JsonNode config;
  private final List<Keras3Layer> inputs;
  private final ObjectNode keras2 = JsonNodeFactory.instance.objectNode();
  private final List<Parameter> parameters = new ArrayList<>();
  private final Map<String, float[]> constants = new HashMap<>();
  private String keras2Type;
  private Shape shape;

  /**
   * @param inputs the layers before it; it puts out what the first of them does, unless it says
   */
  Keras3Settings(String name, String type, JsonNode config, List<Keras3Layer> inputs) {
    this.name = name;
    this.type = type;
    this.config = config;
    this.inputs = inputs;
    this.keras2Type = type;
    this.shape = inputs.isEmpty() ? new Shape(0, Shape.UNKNOWN) : inputs.get(0).shape();
  }

  /** The layer that was made. */
  Keras3Layer layer() {
    List<String> names = inputs.stream().map(Keras3Layer::name).toList();
    return new Keras3Layer(name, keras2Type, names, shape, keras2, parameters, constants);
  }

  /** Whether Keras's class is one of these. */
  boolean isOf(String... types) {
    return List.of(types).contains(type);
  }

  /** Another class of Keras 2 does the same. */
  void becomes(String other) {
    keras2Type = other;
  }

  /**
   * The next parameter that Keras saves.
   *
   * @param saved Keras 3's name of it
   * @param other Keras 2's
   * @param lengths {@link Parameter#ANY} where the layer before decides
   */
  void saved(String saved, String other, Integer... lengths) {
    parameters.add(new Parameter(saved, other, List.of(lengths)));
  }

  /** One whose name has not changed. */
  void saved(String saved, Integer... lengths) {
    saved(saved, saved, lengths);
  }

  /** A parameter that is not saved: a number for each channel, or one for all. */
  void constant(String parameter, double... numbers) throws IOException {
    float[] floats = new float[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      floats[i] = (float) numbers[i];
      if (!Float.isFinite(floats[i])) {
        throw refused("a number that is NaN or infinite");
      }
    }
    constants.put(parameter, floats);
  }

  /** Number of layers before it. */
  int inputs() {
    return inputs.size();
  }

  /** Dimensions of its input; 4 of images and maps. */
  int rank() {
    return shape.rank();
  }

  /**
   * Channels of its input.
   *
   * @throws IOException if they are not known
   */
  int channels() throws IOException {
    if (shape.channels() < 1 || shape.channels() > MAX_CHANNELS) {
      throw refused(
          "an input of %d channels (0: of a number that is not known)".formatted(shape.channels()));
    }
    return shape.channels();
  }

  /**
   * Channels of its input times a factor.
   *
   * @param key the factor, an integer of at least 1, which Keras 2 has too
   */
  int channelsTimes(String key) throws IOException {
    long product = (long) channels() * integer(key);
    if (product > MAX_CHANNELS) {
      throw refused(key, get(key));
    }
    return (int) product;
  }

  /** What it puts out, said last: until then these are the dimensions of its input. */
  void puts(int rank, int channels) {
    shape = new Shape(rank, channels);
  }

  /** It computes number by number from inputs of one shape, and puts out that shape. */
  void join() throws IOException {
    if (inputs.stream().map(Keras3Layer::shape).distinct().count() != 1) {
      throw refused("inputs of unlike shapes");
    }
  }

  /** Channels of all inputs; {@link Shape#UNKNOWN} if those of one are not known. */
  int channelsTogether() {
    int sum = 0;
    for (Keras3Layer input : inputs) {
      if (input.shape().channels() == Shape.UNKNOWN) {
        return Shape.UNKNOWN;
      }
      sum = Math.addExact(sum, input.shape().channels());
    }
    return sum;
  }

  /**
   * It computes {@code x * scale + shift}, as the batch normalisation that it becomes.
   *
   * @param scale a number for each channel, or one for all; so {@code shift}
   */
  void line(double[] scale, double[] shift) throws IOException {
    channels();
    normalisation(0);
    constant("gamma", scale);
    constant("beta", shift);
    constant("moving_mean", 0);
    constant("moving_variance", 1);
  }

  /** It becomes a batch normalisation of the last dimension with all four parameters. */
  void normalisation(double epsilon) {
    becomes("BatchNormalization");
    keras2.putArray("axis").add(-1);
    keras2.put("epsilon", epsilon);
    keras2.put("momentum", 0.99); // of training
    keras2.put("scale", true).put("center", true);
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

  /** A value that is as it must be. */
  private JsonNode value(String key, Predicate<JsonNode> rule) throws IOException {
    JsonNode value = get(key);
    if (!rule.test(value)) {
      throw refused(key, value);
    }
    return value;
  }

  private static boolean isCount(JsonNode value) {
    return value.isInt() && value.intValue() >= 1;
  }

  /** An integer of at least 1, which Keras 2 has too. */
  int integer(String key) throws IOException {
    int value = value(key, Keras3Settings::isCount).intValue();
    keras2.put(key, value);
    return value;
  }

  /** Two integers: of rows and columns. */
  List<Integer> pair(String key) throws IOException {
    JsonNode value =
        value(
            key,
            two ->
                two.isArray() && two.size() == 2 && isCount(two.path(0)) && isCount(two.path(1)));
    keras2.set(key, value.deepCopy());
    return List.of(value.path(0).intValue(), value.path(1).intValue());
  }

  double number(String key, double missing) throws IOException {
    return value(key, number -> isNothing(number) || number.isNumber()).asDouble(missing);
  }

  boolean flag(String key, boolean missing) throws IOException {
    return value(key, flag -> isNothing(flag) || flag.isBoolean()).asBoolean(missing);
  }

  /** One of some words, which Keras 2 has too. */
  void word(String key, String... known) throws IOException {
    keras2.put(key, value(key, word -> List.of(known).contains(word.textValue())).textValue());
  }

  /**
   * A number for all channels, or one for each: alone, in a list, or in an array whose other
   * dimensions are 1.
   */
  double[] numbers(String key, JsonNode value) throws IOException {
    String type = value.path("class_name").asText();
    boolean array = type.equals("__numpy__") || type.equals("__tensor__");
    JsonNode list = array ? value.path("config").path("value") : value;
    while (list.isArray() && list.size() == 1) {
      list = list.path(0);
    }
    if (list.isNumber()) {
      return new double[] {list.doubleValue()};
    }
    if (!list.isArray() || list.size() != channels()) {
      throw refused(key, value);
    }
    double[] numbers = new double[list.size()];
    for (int i = 0; i < numbers.length; i++) {
      if (!list.path(i).isNumber()) {
        throw refused(key, value);
      }
      numbers[i] = list.path(i).doubleValue();
    }
    return numbers;
  }

  /** Channels are the last dimension, or it does not say. */
  void channelsLast() throws IOException {
    value("data_format", format -> isNothing(format) || LAST.equals(format.textValue()));
    keras2.put("data_format", LAST);
  }

  /** It works on the last dimension. */
  void lastAxis() throws IOException {
    value(
        "axis",
        value -> {
          JsonNode axis = value.size() == 1 ? value.path(0) : value;
          return axis.isInt() && (axis.intValue() == -1 || axis.intValue() == rank() - 1);
        });
  }

  /** It takes maps, or rows of numbers. */
  void requireRank(int wanted) throws IOException {
    if (rank() != wanted) {
      throw refused("an input of %d dimensions".formatted(rank()));
    }
  }

  /** A function that Keras names; others are code. */
  void activation() throws IOException {
    JsonNode value = get("activation");
    boolean named = value.path("class_name").asText().equals("function");
    JsonNode function = named ? value.path("config") : value;
    String word = isNothing(value) ? "linear" : String.valueOf(function.textValue());
    String known = ACTIVATIONS.get(word);
    if (known == null || (known.equals("softmax") && rank() != 2)) {
      throw refused("activation", value);
    }
    keras2.put("activation", known);
  }

  /** Settings that would make it compute something else, or quantised. */
  void requireUsual() throws IOException {
    for (String key : List.of("quantization_config", "renorm", "keepdims")) {
      value(key, off -> isNothing(off) || (off.isBoolean() && !off.booleanValue()));
    }
    value("groups", groups -> isNothing(groups) || groups.asInt() == 1);
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
