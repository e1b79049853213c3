package dev.blindspot.train.model.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.blindspot.train.model.format.Keras3Layer.Parameter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The layers of Keras 3 that DL4J computes too. Each is written anew as Keras 2 would write it,
 * with nothing in it that is not known here; all others are refused.
 */
final class Keras3Layers {
  private static final Map<String, Translation> KNOWN =
      Map.ofEntries(
          Map.entry("InputLayer", Keras3Layers::input),
          Map.entry("Conv2D", Keras3Layers::convolution),
          Map.entry("Dense", Keras3Layers::dense),
          Map.entry("BatchNormalization", Keras3Layers::normalisation),
          Map.entry("Activation", Keras3Layers::activation),
          Map.entry("ReLU", Keras3Layers::relu),
          Map.entry("LeakyReLU", Keras3Layers::leakyRelu),
          Map.entry("Softmax", Keras3Layers::softmax),
          Map.entry("Add", Keras3Layers::plain),
          Map.entry("Concatenate", Keras3Layers::concatenation),
          Map.entry("MaxPooling2D", Keras3Layers::pooling),
          Map.entry("AveragePooling2D", Keras3Layers::pooling),
          Map.entry("GlobalMaxPooling2D", Keras3Layers::globalPooling),
          Map.entry("GlobalAveragePooling2D", Keras3Layers::globalPooling),
          Map.entry("Flatten", Keras3Layers::flatten),
          Map.entry("Dropout", Keras3Layers::dropout),
          Map.entry("SpatialDropout2D", Keras3Layers::dropout),
          Map.entry("ZeroPadding2D", Keras3Layers::padding));

  /** After these, an image is a row of numbers. */
  private static final Set<String> TO_ROWS =
      Set.of("Flatten", "GlobalMaxPooling2D", "GlobalAveragePooling2D");

  private static final int CHANNELS = 3;

  private Keras3Layers() {}

  /** Fills the configuration of Keras 2. */
  private interface Translation {
    /** What Keras saves of the layer. */
    List<Parameter> of(Keras3Settings settings) throws IOException;
  }

  /**
   * A layer.
   *
   * @param layer as Keras wrote it, with class and configuration
   * @param inputs the names of those before it
   * @param rank dimensions of its input
   * @throws IOException if it is not known, or does something that is not known
   */
  static Keras3Layer of(JsonNode layer, List<String> inputs, int rank) throws IOException {
    String type = layer.path("class_name").asText();
    JsonNode config = layer.path("config");
    String name = config.path("name").asText();
    @Nullable Translation translation = isOfKeras(layer) ? KNOWN.get(type) : null;
    if (translation == null) {
      throw unknown(layer, name, type);
    }
    Keras3Settings settings = new Keras3Settings(name, type, config, rank);
    settings.requireUsual();
    List<Parameter> parameters = translation.of(settings);
    return new Keras3Layer(
        name, type, inputs, settings.keras2(), parameters, constants(type, parameters));
  }

  /** Dimensions of what a layer puts out. */
  static int rank(Keras3Layer layer, int ofInput) {
    if (layer.type().equals("InputLayer")) {
      return layer.settings().path("batch_input_shape").size();
    }
    return TO_ROWS.contains(layer.type()) ? 2 : ofInput;
  }

  /** Files in HDF5 do not name the modules of Keras's own layers. */
  private static boolean isOfKeras(JsonNode layer) {
    JsonNode module = layer.path("module");
    return (Keras3Settings.isNothing(module) || module.asText().equals("keras.layers"))
        && Keras3Settings.isNothing(layer.path("registered_name"));
  }

  private static IOException unknown(JsonNode layer, String name, String type) {
    String what =
        switch (type) {
          case "Lambda" -> "holds code, which is never run";
          case "Sequential", "Functional", "Model" -> "is a model in the model, which is not read";
          case "Rescaling", "Normalization" ->
              "changes pixels, which is left to --normalise: take it out of the model";
          default ->
              isOfKeras(layer)
                  ? "is not among the layers that are read"
                  : "is not a layer of Keras itself (%s)"
                      .formatted(layer.path("module").asText("unknown"));
        };
    return new IOException(
        "its layer '%s' (%s) %s; %s".formatted(name, type, what, Keras3Model.ADVICE));
  }

  private static List<Parameter> input(Keras3Settings settings) throws IOException {
    JsonNode shape =
        settings.get(settings.get("batch_shape").isArray() ? "batch_shape" : "batch_input_shape");
    if (shape.size() != 4 || shape.path(3).asInt() != CHANNELS) {
      throw new IOException(
          "it takes arrays of the shape %s; images are [null, rows, columns, %d]"
              .formatted(shape, CHANNELS));
    }
    ArrayNode copy = settings.keras2().putArray("batch_input_shape");
    copy.addNull();
    for (int i = 1; i < shape.size(); i++) {
      int length = shape.path(i).isInt() ? shape.path(i).intValue() : 0;
      copy.add(length == 0 ? null : Integer.valueOf(length));
    }
    settings.keras2().put("dtype", "float32").put("sparse", false).put("ragged", false);
    return List.of();
  }

  private static List<Parameter> convolution(Keras3Settings settings) throws IOException {
    settings.requireRank(4);
    settings.channelsLast();
    settings.pair("strides");
    settings.pair("dilation_rate");
    settings.word("padding", "same", "valid");
    settings.activation();
    int filters = settings.integer("filters");
    List<Integer> shape = new ArrayList<>(settings.pair("kernel_size"));
    shape.add(Parameter.ANY);
    shape.add(filters);
    return withBias(settings, new Parameter("kernel", shape), filters);
  }

  private static List<Parameter> dense(Keras3Settings settings) throws IOException {
    settings.requireRank(2);
    settings.activation();
    int units = settings.integer("units");
    return withBias(settings, new Parameter("kernel", List.of(Parameter.ANY, units)), units);
  }

  private static List<Parameter> withBias(Keras3Settings settings, Parameter kernel, int outputs)
      throws IOException {
    boolean bias = settings.flag("use_bias", true);
    ObjectNode keras2 = settings.keras2();
    keras2.put("use_bias", bias);
    keras2.putObject("kernel_initializer").put("class_name", "Zeros").putObject("config");
    keras2.putObject("bias_initializer").put("class_name", "Zeros").putObject("config");
    return bias ? List.of(kernel, new Parameter("bias", List.of(outputs))) : List.of(kernel);
  }

  /** Gamma and beta are there for DL4J, also where Keras has none. */
  private static List<Parameter> normalisation(Keras3Settings settings) throws IOException {
    settings.lastAxis();
    ObjectNode keras2 = settings.keras2();
    keras2.putArray("axis").add(-1);
    keras2.put("epsilon", settings.number("epsilon", 1e-3));
    keras2.put("momentum", 0.99); // of training
    keras2.put("scale", true).put("center", true);
    List<Parameter> parameters = new ArrayList<>();
    addIf(settings.flag("scale", true), "gamma", parameters);
    addIf(settings.flag("center", true), "beta", parameters);
    addIf(true, "moving_mean", parameters);
    addIf(true, "moving_variance", parameters);
    return parameters;
  }

  private static void addIf(boolean there, String name, List<Parameter> parameters) {
    if (there) {
      parameters.add(new Parameter(name, List.of(Parameter.ANY)));
    }
  }

  private static Map<String, Float> constants(String type, List<Parameter> saved) {
    Map<String, Float> constants = new HashMap<>();
    if (type.equals("BatchNormalization")) {
      constants.put("gamma", 1f);
      constants.put("beta", 0f);
      saved.forEach(parameter -> constants.remove(parameter.name()));
    }
    return constants;
  }

  private static List<Parameter> activation(Keras3Settings settings) throws IOException {
    settings.activation();
    return List.of();
  }

  private static List<Parameter> relu(Keras3Settings settings) throws IOException {
    double most = settings.number("max_value", Double.NaN);
    ObjectNode keras2 = settings.keras2();
    keras2.put("max_value", Double.isNaN(most) ? null : Double.valueOf(most));
    keras2.put("negative_slope", settings.number("negative_slope", 0));
    keras2.put("threshold", settings.number("threshold", 0));
    return List.of();
  }

  /** The slope was named alpha until Keras 3. */
  private static List<Parameter> leakyRelu(Keras3Settings settings) throws IOException {
    double usual = settings.number("alpha", 0.3);
    settings.keras2().put("alpha", settings.number("negative_slope", usual));
    return List.of();
  }

  private static List<Parameter> softmax(Keras3Settings settings) throws IOException {
    settings.requireRank(2);
    settings.lastAxis();
    return List.of();
  }

  private static List<Parameter> plain(Keras3Settings settings) {
    return List.of();
  }

  private static List<Parameter> concatenation(Keras3Settings settings) throws IOException {
    settings.lastAxis();
    settings.keras2().put("axis", settings.rank() - 1);
    return List.of();
  }

  private static List<Parameter> pooling(Keras3Settings settings) throws IOException {
    settings.requireRank(4);
    settings.channelsLast();
    settings.pair("pool_size");
    settings.pair("strides");
    settings.word("padding", "same", "valid");
    return List.of();
  }

  private static List<Parameter> globalPooling(Keras3Settings settings) throws IOException {
    settings.requireRank(4);
    settings.channelsLast();
    return List.of();
  }

  private static List<Parameter> flatten(Keras3Settings settings) throws IOException {
    settings.channelsLast();
    return List.of();
  }

  /** It does nothing when it predicts, whatever its rate. */
  private static List<Parameter> dropout(Keras3Settings settings) {
    settings.keras2().put("rate", 0.5);
    return List.of();
  }

  private static List<Parameter> padding(Keras3Settings settings) throws IOException {
    settings.requireRank(4);
    settings.channelsLast();
    ArrayNode copy = settings.keras2().putArray("padding");
    JsonNode sides = settings.get("padding");
    for (JsonNode side : sides) {
      ArrayNode pair = copy.addArray();
      side.forEach(length -> pair.add(length.asInt(-1)));
    }
    return List.of();
  }
}
