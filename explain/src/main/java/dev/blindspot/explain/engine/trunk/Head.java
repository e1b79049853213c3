package dev.blindspot.explain.engine.trunk;

import java.util.List;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What follows the features: dense layers and their activations. The last activation, if it is
 * softmax or sigmoid, turns logits into probabilities.
 */
public final class Head implements AutoCloseable {
  private final List<Step> steps;
  private final IActivation last;

  /**
   * @param steps in order; activations that do nothing are left out
   */
  public Head(List<Step> steps) {
    boolean ends = !steps.isEmpty() && endsInProbabilities(steps.get(steps.size() - 1));
    this.steps = List.copyOf(ends ? steps.subList(0, steps.size() - 1) : steps);
    this.last =
        ends ? ((Activation) steps.get(steps.size() - 1)).function() : new ActivationIdentity();
  }

  /** One step from {@code [N,A]} to {@code [N,B]}. */
  public sealed interface Step {
    INDArray apply(INDArray x);
  }

  /**
   * A dense layer without its activation.
   *
   * @param weights {@code [in, out]}; closed with the head
   * @param bias {@code [1, out]}
   */
  public record Dense(INDArray weights, INDArray bias) implements Step {
    @Override
    public INDArray apply(INDArray x) {
      return x.mmul(weights).addiRowVector(bias);
    }
  }

  /** An activation of its own. */
  public record Activation(IActivation function) implements Step {
    @Override
    public INDArray apply(INDArray x) {
      return function.getActivation(x.dup('c'), false);
    }
  }

  /**
   * What the last softmax or sigmoid makes probabilities of.
   *
   * @param features {@code [N,C*H*W]}, of each image channel after channel, row after row
   * @throws IllegalArgumentException if the dense layer reads another number of them
   */
  public INDArray logits(INDArray features) {
    INDArray x = features;
    for (Step step : steps) {
      if (step instanceof Dense dense && dense.weights().size(0) != x.size(1)) {
        throw new IllegalArgumentException(
            "the dense layer reads %d numbers and not %d: images must have the size that the network was made for"
                .formatted(dense.weights().size(0), x.size(1)));
      }
      x = step.apply(x);
    }
    return x;
  }

  /** Multiplications of the dense layers for one image. */
  public long work() {
    return steps.stream()
        .filter(Dense.class::isInstance)
        .mapToLong(step -> ((Dense) step).weights().length())
        .sum();
  }

  public INDArray probabilities(INDArray logits) {
    return new Activation(last).apply(logits);
  }

  private static boolean endsInProbabilities(Step step) {
    return step instanceof Activation activation
        && (activation.function() instanceof ActivationSoftmax
            || activation.function() instanceof ActivationSigmoid);
  }

  @Override
  public void close() {
    for (Step step : steps) {
      if (step instanceof Dense dense) {
        dense.weights().close();
        dense.bias().close();
      }
    }
  }
}
