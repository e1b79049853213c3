package dev.blindspot.train.model.format.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Arrays;

/**
 * The operators between layers of a functional model, such as {@code x + y} and {@code x / 255}
 * (keras/src/ops/numpy.py), which its configuration lists among the layers.
 */
final class Keras3Operations {
  private static final double[] ZERO = {0};
  private static final double[] ONE = {1};

  private Keras3Operations() {}

  /** Files in HDF5 do not name modules; there two arguments tell it from a layer. */
  static boolean isOne(JsonNode layer) {
    String module = layer.path("module").asText();
    return module.isEmpty()
        ? layer.path("inbound_nodes").path(0).path("args").size() == 2
        : module.startsWith("keras.src.ops.");
  }

  /** Two inputs, or one and a number: then it is a line through every channel. */
  static void arithmetic(Keras3Settings settings) throws IOException {
    JsonNode args = settings.get("args");
    if (args.size() != 2 || (settings.inputs() == 2 && !settings.isOf("Add", "Multiply"))) {
      throw settings.refused("%d layers as its arguments".formatted(settings.inputs()));
    }
    if (settings.inputs() == 2) {
      settings.join();
      return;
    }
    boolean before = Keras3Nodes.isTensor(args.path(1));
    double[] number = settings.numbers("args", args.path(before ? 0 : 1));
    if (settings.isOf("Add")) {
      settings.line(ONE, number);
    } else if (settings.isOf("Multiply")) {
      settings.line(number, ZERO);
    } else if (settings.isOf("Subtract")) {
      settings.line(before ? new double[] {-1} : ONE, before ? number : negative(number));
    } else if (before) {
      throw settings.refused("a number that it divides");
    } else {
      settings.line(Arrays.stream(number).map(n -> 1 / n).toArray(), ZERO);
    }
  }

  private static double[] negative(double[] numbers) {
    return Arrays.stream(numbers).map(n -> -n).toArray();
  }
}
