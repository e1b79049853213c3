package dev.blindspot.train.model.format.keras;

import dev.blindspot.train.model.format.keras.Keras3Layer.Parameter;
import java.io.IOException;
import java.util.List;

/** The layers that multiply by a kernel and may add a bias. */
final class Keras3Kernels {
  private Keras3Kernels() {}

  static void convolution(Keras3Settings settings) throws IOException {
    List<Integer> size = size(settings);
    int filters = settings.integer("filters");
    settings.puts(4, filters);
    settings.saved("kernel", size.get(0), size.get(1), Parameter.ANY, filters);
    bias(settings, filters);
  }

  static void depthwise(Keras3Settings settings) throws IOException {
    depthwiseKernel("kernel", settings);
    int outputs = settings.channelsTimes("depth_multiplier");
    settings.puts(4, outputs);
    bias(settings, outputs);
  }

  static void separable(Keras3Settings settings) throws IOException {
    depthwiseKernel("depthwise_kernel", settings);
    int between = settings.channelsTimes("depth_multiplier");
    int filters = settings.integer("filters");
    settings.puts(4, filters);
    settings.saved("pointwise_kernel", 1, 1, between, filters);
    bias(settings, filters);
  }

  private static void depthwiseKernel(String saved, Keras3Settings settings) throws IOException {
    List<Integer> size = size(settings);
    int channels = settings.channels();
    int multiplier = settings.integer("depth_multiplier");
    settings.saved(saved, "depthwise_kernel", size.get(0), size.get(1), channels, multiplier);
  }

  /** What all convolutions have; the size of the kernel. */
  private static List<Integer> size(Keras3Settings settings) throws IOException {
    settings.requireRank(4);
    settings.channelsLast();
    settings.pair("strides");
    settings.pair("dilation_rate");
    settings.word("padding", "same", "valid");
    settings.activation();
    return settings.pair("kernel_size");
  }

  static void dense(Keras3Settings settings) throws IOException {
    settings.requireRank(2);
    settings.activation();
    int units = settings.integer("units");
    settings.puts(2, units);
    settings.saved("kernel", Parameter.ANY, units);
    bias(settings, units);
  }

  private static void bias(Keras3Settings settings, int outputs) throws IOException {
    boolean bias = settings.flag("use_bias", true);
    settings.keras2().put("use_bias", bias);
    for (String of : List.of("kernel", "depthwise", "pointwise", "bias")) {
      settings
          .keras2()
          .putObject(of + "_initializer")
          .put("class_name", "Zeros")
          .putObject("config");
    }
    if (bias) {
      settings.saved("bias", outputs);
    }
  }
}
