package dev.blindspot.explain.engine.compile;

import dev.blindspot.explain.onednn.graph.NetworkGraph;
import dev.blindspot.explain.onednn.graph.Node;
import dev.blindspot.explain.onednn.primitive.Nonlinearity;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationHardSigmoid;
import org.nd4j.linalg.activations.impl.ActivationHardTanH;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU6;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSwish;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/** Activations of ND4J as operations. */
final class Functions {
  /** ND4J's {@code hardsigmoid}. */
  private static final float HARD_SIGMOID_SLOPE = 0.2f;

  private static final float HARD_SIGMOID_SHIFT = 0.5f;

  private Functions() {}

  /** Adds an activation behind a node and returns the last node; empty if it is not known. */
  static OptionalInt add(NetworkGraph.Builder graph, int node, @Nullable IActivation activation) {
    if (activation instanceof ActivationIdentity) {
      return OptionalInt.of(node);
    }
    if (activation instanceof ActivationHardSigmoid) {
      int line = graph.addLine(node, HARD_SIGMOID_SLOPE, HARD_SIGMOID_SHIFT);
      return OptionalInt.of(graph.add(new Node.Activate(line, Nonlinearity.clip(0, 1))));
    }
    Optional<Nonlinearity> function = of(activation);
    return function.isPresent()
        ? OptionalInt.of(graph.add(new Node.Activate(node, function.get())))
        : OptionalInt.empty();
  }

  private static Optional<Nonlinearity> of(@Nullable IActivation activation) {
    if (activation instanceof ActivationReLU relu) {
      return of(relu);
    } else if (activation instanceof ActivationReLU6) {
      return Optional.of(Nonlinearity.RELU6);
    } else if (activation instanceof ActivationLReLU leaky) {
      return Optional.of(Nonlinearity.leakyRelu((float) leaky.getAlpha()));
    } else if (activation instanceof ActivationELU elu) {
      return Optional.of(Nonlinearity.elu((float) elu.getAlpha()));
    } else if (activation instanceof ActivationSwish) {
      return Optional.of(Nonlinearity.SWISH);
    } else if (activation instanceof ActivationSigmoid) {
      return Optional.of(Nonlinearity.SIGMOID);
    } else if (activation instanceof ActivationTanH) {
      return Optional.of(Nonlinearity.TANH);
    } else if (activation instanceof ActivationHardTanH) {
      return Optional.of(Nonlinearity.clip(-1, 1));
    }
    return Optional.empty();
  }

  private static Optional<Nonlinearity> of(ActivationReLU relu) {
    double slope = Objects.requireNonNullElse(relu.getNegativeSlope(), 0.0);
    if (Objects.requireNonNullElse(relu.getThreshold(), 0.0) != 0) {
      return Optional.empty();
    }
    Double most = relu.getMax();
    if (most == null || most == 0) { // 0 stands for no maximum
      return Optional.of(Nonlinearity.leakyRelu((float) slope));
    }
    return slope == 0 ? Optional.of(Nonlinearity.clip(0, most.floatValue())) : Optional.empty();
  }
}
