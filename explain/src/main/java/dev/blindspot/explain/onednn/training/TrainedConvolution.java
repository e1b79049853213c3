package dev.blindspot.explain.onednn.training;

import dev.blindspot.explain.onednn.primitive.Convolution;
import dev.blindspot.explain.onednn.primitive.ConvolutionShape;
import dev.blindspot.explain.onednn.primitive.Fusion;
import dev.blindspot.explain.onednn.primitive.Relu;
import dev.blindspot.explain.onednn.runtime.Argument;
import dev.blindspot.explain.onednn.runtime.OneDnnContext;
import dev.blindspot.explain.onednn.runtime.Operation;
import dev.blindspot.explain.onednn.runtime.Tensor;
import dev.blindspot.explain.onednn.runtime.TensorLayout;
import org.jspecify.annotations.Nullable;

/**
 * A convolution with a bias or without, and ReLU or not, for one shape. Maps {@code [N,C,H,W]} are
 * fastest in the layouts {@link #source} and {@link #output}; weights lie as {@code [K,C/G,kh,kw]}
 * and may change between steps.
 */
public final class TrainedConvolution implements AutoCloseable {
  private final OneDnnContext context;
  private final ConvolutionShape shape;
  private final boolean bias;
  private final boolean relu;
  private final Operation forward;
  private @Nullable Operation mask;
  private @Nullable Operation sourceGradient;
  private @Nullable Operation weightGradient;

  /**
   * Chooses the algorithm of the forward pass; those of the gradients when they are first needed.
   *
   * @param context stays open and belongs to the caller
   * @throws IllegalArgumentException if oneDNN cannot compute the shape
   */
  public TrainedConvolution(
      OneDnnContext context, ConvolutionShape shape, boolean bias, boolean relu) {
    this.context = context;
    this.shape = shape;
    this.bias = bias;
    this.relu = relu;
    this.forward = Convolution.forward(context, shape, bias, relu ? Fusion.RELU : Fusion.NONE);
  }

  public ConvolutionShape shape() {
    return shape;
  }

  /** Layout of the input that needs no conversion. */
  public TensorLayout source() {
    return forward.kernel().layout(Argument.SOURCE);
  }

  /** Layout of the output that needs no conversion. */
  public TensorLayout output() {
    return forward.kernel().layout(Argument.OUTPUT);
  }

  /**
   * Writes {@code y}.
   *
   * @param b {@code [K]}; null where there is no bias
   */
  public void forward(Tensor x, Tensor w, @Nullable Tensor b, Tensor y) {
    forward.with(Argument.SOURCE, x).with(Argument.WEIGHTS, w).with(Argument.OUTPUT, y);
    if (b != null) {
      forward.with(Argument.BIAS, b);
    }
    forward.run();
  }

  /**
   * Writes the gradients of one step. With ReLU, {@code y} is overwritten by the gradient before
   * the ReLU; without, it is not read.
   *
   * @param x the input of the forward pass
   * @param w the weights of the forward pass
   * @param y the output of the forward pass
   * @param dy the gradient of {@code y}; with ReLU in its layout
   * @param dx the gradient of {@code x} goes here; null where nobody needs it
   * @param dw the gradient of {@code w} goes here
   * @param db the gradient of the bias goes here; null where there is none
   */
  public void backward(
      Tensor x,
      Tensor w,
      Tensor y,
      Tensor dy,
      @Nullable Tensor dx,
      Tensor dw,
      @Nullable Tensor db) {
    Tensor delta = relu ? masked(y, dy) : dy;
    if (dx != null) {
      sourceGradient()
          .with(Argument.WEIGHTS, w)
          .with(Argument.OUTPUT_GRADIENT, delta)
          .with(Argument.SOURCE_GRADIENT, dx)
          .run();
    }
    Operation weights = weightGradient();
    weights
        .with(Argument.SOURCE, x)
        .with(Argument.OUTPUT_GRADIENT, delta)
        .with(Argument.WEIGHT_GRADIENT, dw);
    if (db != null) {
      weights.with(Argument.BIAS_GRADIENT, db);
    }
    weights.run();
  }

  /** {@code dy} where the output was positive, else 0, in the output's memory. */
  private Tensor masked(Tensor y, Tensor dy) {
    if (mask == null || !mask.kernel().layout(Argument.FORMER_OUTPUT).equals(y.layout())) {
      close(mask);
      mask = new Relu(y.layout()).gradient(context);
    }
    mask.with(Argument.FORMER_OUTPUT, y)
        .with(Argument.OUTPUT_GRADIENT, dy)
        .with(Argument.SOURCE_GRADIENT, y)
        .run();
    return y;
  }

  private Operation sourceGradient() {
    if (sourceGradient == null) {
      sourceGradient = Convolution.sourceGradient(context, shape);
    }
    return sourceGradient;
  }

  private Operation weightGradient() {
    if (weightGradient == null) {
      weightGradient = Convolution.weightGradient(context, shape, bias);
    }
    return weightGradient;
  }

  private static void close(@Nullable Operation operation) {
    if (operation != null) {
      operation.close();
    }
  }

  @Override
  public void close() {
    forward.close();
    close(mask);
    close(sourceGradient);
    close(weightGradient);
  }
}
