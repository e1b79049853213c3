package dev.blindspot.train.model.format.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.blindspot.train.model.format.keras.Keras3Layer.Parameter;
import dev.blindspot.train.model.format.keras.Keras3Layer.Shape;
import java.io.IOException;
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
          Map.entry("Rescaling", Keras3Layers::rescaling),
          Map.entry("Normalization", Keras3Layers::pixelNormalisation),
          Map.entry("Conv2D", Keras3Kernels::convolution),
          Map.entry("DepthwiseConv2D", Keras3Kernels::depthwise),
          Map.entry("SeparableConv2D", Keras3Kernels::separable),
          Map.entry("Dense", Keras3Kernels::dense),
          Map.entry("BatchNormalization", Keras3Layers::normalisation),
          Map.entry("Activation", Keras3Settings::activation),
          Map.entry("ReLU", Keras3Layers::relu),
          Map.entry("LeakyReLU", Keras3Layers::leakyRelu),
          Map.entry("Softmax", Keras3Layers::softmax),
          Map.entry("Add", Keras3Settings::join),
          Map.entry("Multiply", Keras3Settings::join),
          Map.entry("Average", Keras3Settings::join),
          Map.entry("Concatenate", Keras3Layers::concatenation),
          Map.entry("MaxPooling2D", Keras3Layers::pooling),
          Map.entry("AveragePooling2D", Keras3Layers::pooling),
          Map.entry("GlobalMaxPooling2D", Keras3Layers::globalPooling),
          Map.entry("GlobalAveragePooling2D", Keras3Layers::globalPooling),
          Map.entry("Flatten", Keras3Layers::flatten),
          Map.entry("Dropout", Keras3Layers::dropout),
          Map.entry("SpatialDropout2D", Keras3Layers::dropout),
          Map.entry("ZeroPadding2D", Keras3Layers::padding));

  /** They do nothing when they predict. */
  private static final Set<String> OF_TRAINING =
      Set.of(
          "Identity",
          "GaussianNoise",
          "RandomBrightness",
          "RandomColorDegeneration",
          "RandomColorJitter",
          "RandomContrast",
          "RandomErasing",
          "RandomFlip",
          "RandomGaussianBlur",
          "RandomGrayscale",
          "RandomHue",
          "RandomPerspective",
          "RandomRotation",
          "RandomSaturation",
          "RandomSharpness",
          "RandomShear",
          "RandomTranslation",
          "RandomZoom",
          "RandAugment",
          "AugMix",
          "CutMix",
          "MixUp");

  private static final Set<String> OPERATIONS =
      Set.of("Add", "Subtract", "Multiply", "TrueDivide", "Divide");

  private static final int CHANNELS = 3;

  /** Keras's Normalization divides by at least the square root of it. */
  private static final double LEAST_VARIANCE = 1e-14;

  private Keras3Layers() {}

  /** Fills the configuration of Keras 2. */
  private interface Translation {
    void fill(Keras3Settings settings) throws IOException;
  }

  /**
   * A layer.
   *
   * @param layer as Keras wrote it, with class and configuration
   * @param name that is unique among all layers
   * @param inputs those before it
   * @throws IOException if it is not known, or does something that is not known
   */
  static Keras3Layer of(JsonNode layer, String name, List<Keras3Layer> inputs) throws IOException {
    String type = layer.path("class_name").asText();
    boolean operation = Keras3Operations.isOne(layer);
    @Nullable Translation translation = operation ? operation(type) : translation(layer, type);
    if (translation == null) {
      throw unknown(layer, name, type);
    }
    JsonNode config = operation ? layer.path("inbound_nodes").path(0) : layer.path("config");
    Keras3Settings settings = new Keras3Settings(name, type, config, inputs);
    if (inputs.stream().map(Keras3Layer::name).distinct().count() != inputs.size()) {
      throw settings.refused("the same input twice");
    }
    settings.requireUsual();
    translation.fill(settings);
    return settings.layer();
  }

  private static @Nullable Translation translation(JsonNode layer, String type) {
    if (!isOfKeras(layer)) {
      return null;
    }
    return OF_TRAINING.contains(type) ? Keras3Layers::dropout : KNOWN.get(type);
  }

  private static @Nullable Translation operation(String type) {
    return OPERATIONS.contains(type) ? Keras3Operations::arithmetic : null;
  }

  /** Files in HDF5 do not name the modules of Keras's own layers. */
  private static boolean isOfKeras(JsonNode layer) {
    JsonNode module = layer.path("module");
    return (Keras3Settings.isNothing(module) || module.asText().equals("keras.layers"))
        && Keras3Settings.isNothing(layer.path("registered_name"));
  }

  private static IOException unknown(JsonNode layer, String name, String type) {
    String what = "is not among the layers that are read";
    if (type.equals("Lambda")) {
      what = "holds code, which is never run";
    } else if (Keras3Operations.isOne(layer)) {
      what = "is not among the operations that are read; leave preprocessing to --normalise";
    } else if (!isOfKeras(layer)) {
      what =
          "is not a layer of Keras itself (%s)".formatted(layer.path("module").asText("unknown"));
    }
    return new IOException(
        "its layer '%s' (%s) %s; %s".formatted(name, type, what, Keras3Model.ADVICE));
  }

  private static void input(Keras3Settings settings) throws IOException {
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
    settings.puts(shape.size(), CHANNELS);
  }

  private static void rescaling(Keras3Settings settings) throws IOException {
    double[] scale = settings.numbers("scale", settings.get("scale"));
    settings.line(scale, settings.numbers("offset", settings.get("offset")));
  }

  /** Each channel by its own mean and variance, which are saved or stand in the configuration. */
  private static void pixelNormalisation(Keras3Settings settings) throws IOException {
    if (settings.flag("invert", false)) {
      throw settings.refused("invert true");
    }
    settings.normalisation(LEAST_VARIANCE);
    settings.constant("gamma", 1);
    settings.constant("beta", 0);
    for (String key : List.of("mean", "variance")) {
      JsonNode given = settings.get(key);
      boolean saved = Keras3Settings.isNothing(given);
      double[] numbers = saved ? new double[0] : settings.numbers(key, given);
      if (numbers.length != 1) {
        settings.lastAxis();
      }
      if (saved) {
        settings.saved(key, "moving_" + key, settings.channels());
      } else {
        settings.constant("moving_" + key, numbers);
      }
    }
  }

  /** Gamma and beta are there for DL4J, also where Keras has none. */
  private static void normalisation(Keras3Settings settings) throws IOException {
    settings.lastAxis();
    settings.normalisation(settings.number("epsilon", 1e-3));
    savedOr("gamma", 1, "scale", settings);
    savedOr("beta", 0, "center", settings);
    settings.saved("moving_mean", Parameter.ANY);
    settings.saved("moving_variance", Parameter.ANY);
  }

  /** A parameter that is saved where a flag says so, else a constant. */
  private static void savedOr(String name, double constant, String flag, Keras3Settings settings)
      throws IOException {
    if (settings.flag(flag, true)) {
      settings.saved(name, Parameter.ANY);
    } else {
      settings.constant(name, constant);
    }
  }

  private static void relu(Keras3Settings settings) throws IOException {
    double most = settings.number("max_value", Double.NaN);
    ObjectNode keras2 = settings.keras2();
    keras2.put("max_value", Double.isNaN(most) ? null : Double.valueOf(most));
    keras2.put("negative_slope", settings.number("negative_slope", 0));
    keras2.put("threshold", settings.number("threshold", 0));
  }

  /** The slope was named alpha until Keras 3. */
  private static void leakyRelu(Keras3Settings settings) throws IOException {
    double usual = settings.number("alpha", 0.3);
    settings.keras2().put("alpha", settings.number("negative_slope", usual));
  }

  private static void softmax(Keras3Settings settings) throws IOException {
    settings.requireRank(2);
    settings.lastAxis();
  }

  private static void concatenation(Keras3Settings settings) throws IOException {
    settings.lastAxis();
    settings.keras2().put("axis", settings.rank() - 1);
    settings.puts(settings.rank(), settings.channelsTogether());
  }

  private static void pooling(Keras3Settings settings) throws IOException {
    settings.requireRank(4);
    settings.channelsLast();
    settings.pair("pool_size");
    settings.pair("strides");
    settings.word("padding", "same", "valid");
  }

  private static void globalPooling(Keras3Settings settings) throws IOException {
    settings.requireRank(4);
    settings.channelsLast();
    settings.puts(2, settings.channels());
  }

  private static void flatten(Keras3Settings settings) throws IOException {
    settings.channelsLast();
    if (settings.rank() != 2) {
      settings.puts(2, Shape.UNKNOWN);
    }
  }

  /** It does nothing when it predicts, whatever its rate. */
  private static void dropout(Keras3Settings settings) {
    if (!settings.isOf("SpatialDropout2D")) {
      settings.becomes("Dropout");
    }
    settings.keras2().put("rate", 0.5);
  }

  private static void padding(Keras3Settings settings) throws IOException {
    settings.requireRank(4);
    settings.channelsLast();
    ArrayNode copy = settings.keras2().putArray("padding");
    JsonNode sides = settings.get("padding");
    for (JsonNode side : sides) {
      ArrayNode pair = copy.addArray();
      side.forEach(length -> pair.add(length.asInt(-1)));
    }
  }
}
