package dev.blindspot.explain.onednn.layer;

import dev.blindspot.explain.onednn.layer.Maps.Order;
import java.io.Serializable;
import org.deeplearning4j.nn.conf.CNN2DFormat;

/**
 * What a layer agrees upon with its neighbours.
 *
 * @param input how its input lies in memory
 * @param output how its output lies in memory
 * @param inputGradient whether anybody needs the gradient of its input; without, {@code
 *     backpropGradient} returns null for it, as DL4J's frozen layers do
 */
record Wiring(Order input, Order output, boolean inputGradient) implements Serializable {
  static Wiring of(
      CNN2DFormat format, boolean blockedInput, boolean blockedOutput, boolean inputGradient) {
    return new Wiring(
        new Order(format, blockedInput), new Order(format, blockedOutput), inputGradient);
  }
}
