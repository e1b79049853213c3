package dev.blindspot.explain;

import dev.blindspot.explain.engine.CompiledNetwork;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A classifier's network compiled when it is first needed, or the reason why it is not. */
final class CompiledCopy implements AutoCloseable {
  private final @Nullable Supplier<CompiledNetwork> compiler;
  private @Nullable CompiledNetwork network;
  private String refusal;

  /**
   * Compiles nothing yet.
   *
   * @param compiler null: there is nothing but scores
   */
  CompiledCopy(@Nullable Supplier<CompiledNetwork> compiler) {
    this.compiler = compiler;
    this.refusal = compiler == null ? "The classifier is known by its scores only." : "";
  }

  /** The network; null if there is none, which {@link #refusal} explains. */
  @Nullable CompiledNetwork network() {
    if (compiler != null && network == null && refusal.isEmpty()) {
      try {
        network = compiler.get();
      } catch (IllegalArgumentException e) {
        refusal = Objects.requireNonNullElse(e.getMessage(), "unknown");
      }
    }
    return network;
  }

  /** Why there is no network. */
  String refusal() {
    return refusal;
  }

  /** Gives the network up if it scores images otherwise than expected. */
  void compare(INDArray images, Supplier<INDArray> expected, double tolerance) {
    CompiledNetwork fast = network();
    if (fast == null) {
      return;
    }
    INDArray scores = expected.get();
    double off = difference(scores, fast, images) / scores.amaxNumber().doubleValue();
    if (!(off <= tolerance)) {
      fast.close();
      network = null;
      refusal =
          "The compiled network's probabilities differ by %.1e of the largest one from the framework's own."
              .formatted(off);
    }
  }

  private static double difference(INDArray expected, CompiledNetwork fast, INDArray images) {
    try (INDArray scores = fast.score(images)) {
      return scores.subi(expected).amaxNumber().doubleValue();
    } catch (IllegalArgumentException e) { // it does not take the images that the framework takes
      return Double.NaN;
    }
  }

  @Override
  public void close() {
    if (network != null) {
      network.close();
    }
  }
}
