package dev.blindspot.explain.onednn.training;

import dev.blindspot.explain.onednn.primitive.BatchNorm;
import dev.blindspot.explain.onednn.runtime.Argument;
import dev.blindspot.explain.onednn.runtime.OneDnnContext;
import dev.blindspot.explain.onednn.runtime.Operation;
import dev.blindspot.explain.onednn.runtime.Tensor;
import dev.blindspot.explain.onednn.runtime.TensorLayout;

/**
 * Batch normalisation with ReLU or without, for one shape: what the batch's statistics make of it.
 */
public final class TrainedBatchNorm implements AutoCloseable {
  private final int channels;
  private final boolean relu;
  private final Operation forward;
  private final Operation inference;
  private final Operation gradient;
  private final Tensor scaleShift;
  private final Tensor scaleShiftGradient;
  private final Tensor mean;
  private final Tensor variance;
  private final Tensor workspace;

  /**
   * A layer.
   *
   * @param context stays open and belongs to the caller
   * @param norm layout of the maps, epsilon and whether ReLU follows
   */
  public TrainedBatchNorm(OneDnnContext context, BatchNorm norm) {
    this.channels = (int) norm.layout().size(1);
    this.relu = norm.relu();
    this.forward = norm.training(context);
    this.inference = norm.inference(context);
    this.gradient = norm.gradient(context);
    this.scaleShift = forward.allocate(Argument.SCALE_SHIFT);
    this.scaleShiftGradient = gradient.allocate(Argument.SCALE_SHIFT_GRADIENT);
    this.mean = forward.allocate(Argument.MEAN);
    this.variance = forward.allocate(Argument.VARIANCE);
    this.workspace =
        relu ? forward.allocate(Argument.WORKSPACE) : Tensor.allocate(TensorLayout.plain(1));
  }

  /**
   * Statistics of a batch.
   *
   * @param mean of each channel
   * @param variance of each channel, of the population
   */
  @SuppressWarnings("ArrayRecordComponent") // numbers that nobody compares
  public record Statistics(float[] mean, float[] variance) {}

  /**
   * Writes {@code y} by the batch's statistics and returns them.
   *
   * @param gamma scales {@code [C]}
   * @param beta shifts {@code [C]}
   */
  public Statistics forward(Tensor x, float[] gamma, float[] beta, Tensor y) {
    scaleShift.set(joined(gamma, beta));
    forward
        .with(Argument.SOURCE, x)
        .with(Argument.SCALE_SHIFT, scaleShift)
        .with(Argument.MEAN, mean)
        .with(Argument.VARIANCE, variance)
        .with(Argument.OUTPUT, y);
    if (relu) {
      forward.with(Argument.WORKSPACE, workspace);
    }
    forward.run();
    return new Statistics(mean.toArray(), variance.toArray());
  }

  /** Writes {@code y} by given statistics. */
  public void inference(Tensor x, float[] gamma, float[] beta, Statistics statistics, Tensor y) {
    scaleShift.set(joined(gamma, beta));
    mean.set(statistics.mean());
    variance.set(statistics.variance());
    inference
        .with(Argument.SOURCE, x)
        .with(Argument.SCALE_SHIFT, scaleShift)
        .with(Argument.GIVEN_MEAN, mean)
        .with(Argument.GIVEN_VARIANCE, variance)
        .with(Argument.OUTPUT, y)
        .run();
  }

  /**
   * Writes {@code dx} and returns the gradients of all scales, then of all shifts. Belongs to the
   * last call of {@link #forward}.
   *
   * @param x the input of the forward pass
   * @param dy the gradient of its output
   * @param dx may be the memory of {@code dy}
   */
  public float[] backward(Tensor x, Tensor dy, Tensor dx) {
    gradient
        .with(Argument.SOURCE, x)
        .with(Argument.SCALE_SHIFT, scaleShift)
        .with(Argument.GIVEN_MEAN, mean)
        .with(Argument.GIVEN_VARIANCE, variance)
        .with(Argument.OUTPUT_GRADIENT, dy)
        .with(Argument.SOURCE_GRADIENT, dx)
        .with(Argument.SCALE_SHIFT_GRADIENT, scaleShiftGradient);
    if (relu) {
      gradient.with(Argument.FORMER_WORKSPACE, workspace);
    }
    gradient.run();
    return scaleShiftGradient.toArray();
  }

  private float[] joined(float[] gamma, float[] beta) {
    if (gamma.length != channels || beta.length != channels) {
      throw new IllegalArgumentException(
          "gamma and beta must have %d numbers, had %d and %d"
              .formatted(channels, gamma.length, beta.length));
    }
    float[] both = new float[2 * channels];
    System.arraycopy(gamma, 0, both, 0, channels);
    System.arraycopy(beta, 0, both, channels, channels);
    return both;
  }

  @Override
  public void close() {
    forward.close();
    inference.close();
    gradient.close();
    scaleShift.close();
    scaleShiftGradient.close();
    mean.close();
    variance.close();
    workspace.close();
  }
}
