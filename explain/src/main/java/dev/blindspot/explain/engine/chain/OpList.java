package dev.blindspot.explain.engine.chain;

import dev.blindspot.explain.engine.chain.Op.Affine;
import dev.blindspot.explain.engine.chain.Op.Convolution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Collects stages; what can be folded into the one before is. */
final class OpList {
  private final List<Op> stages = new ArrayList<>();

  List<Op> all() {
    return stages;
  }

  /** Adds a stage; a line per channel behind a convolution goes into its weights. */
  void add(Op stage) {
    if (stage instanceof Affine affine && last() instanceof Convolution before && !before.relu()) {
      fold(affine, before);
    } else {
      stages.add(stage);
    }
  }

  /** Adds an activation; returns false if it is none that the engine knows. */
  boolean activate(@Nullable IActivation activation) {
    if (activation instanceof ActivationIdentity) {
      return true;
    }
    if (!(activation instanceof ActivationReLU)
        || !activation.equals(new ActivationReLU())) { // others have a cut or a slope
      return false;
    }
    if (last() instanceof Convolution convolution) {
      replaceLast(convolution.withRelu());
    } else if (last() instanceof Affine affine) {
      replaceLast(affine.withRelu());
    } else if (last() instanceof Op.MaxPool) {
      reluBeforePool();
    } else {
      return false;
    }
    return true;
  }

  /** The largest of numbers that are cut at 0 is the largest number cut at 0. */
  private void reluBeforePool() {
    Op pool = stages.remove(stages.size() - 1);
    if (!activate(new ActivationReLU())) {
      throw new IllegalArgumentException("a ReLU needs a convolution or batch norm before it");
    }
    stages.add(pool);
  }

  private @Nullable Op last() {
    return stages.isEmpty() ? null : stages.get(stages.size() - 1);
  }

  private void replaceLast(Op stage) {
    stages.set(stages.size() - 1, stage);
  }

  private static void fold(Affine affine, Convolution into) {
    INDArray scale = Nd4j.createFromArray(affine.scale());
    into.weights().muli(scale.reshape(scale.length(), 1, 1, 1).broadcast(into.weights().shape()));
    into.bias().muli(scale).addi(Nd4j.createFromArray(affine.shift()));
  }

  @Override
  public String toString() {
    return Arrays.toString(stages.toArray());
  }
}
