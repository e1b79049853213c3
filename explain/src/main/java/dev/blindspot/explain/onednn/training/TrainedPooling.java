package dev.blindspot.explain.onednn.training;

import dev.blindspot.explain.onednn.primitive.Pooling;
import dev.blindspot.explain.onednn.primitive.PoolingShape;
import dev.blindspot.explain.onednn.runtime.Argument;
import dev.blindspot.explain.onednn.runtime.OneDnnContext;
import dev.blindspot.explain.onednn.runtime.Operation;
import dev.blindspot.explain.onednn.runtime.Tensor;
import dev.blindspot.explain.onednn.runtime.TensorLayout;

/** Pooling for one shape; the places of maxima are kept from the forward pass to the gradient. */
public final class TrainedPooling implements AutoCloseable {
  private final boolean notes;
  private final Operation forward;
  private final Operation gradient;
  private final Tensor workspace;

  /**
   * A layer.
   *
   * @param context stays open and belongs to the caller
   * @param source layout of the input
   */
  public TrainedPooling(
      OneDnnContext context, Pooling kind, PoolingShape shape, TensorLayout source) {
    this.notes = kind == Pooling.MAX;
    this.forward = kind.training(context, shape, source);
    this.gradient = kind.gradient(context, shape, source);
    this.workspace =
        notes ? forward.allocate(Argument.WORKSPACE) : Tensor.allocate(TensorLayout.plain(1));
  }

  /** Layout of the output that needs no conversion. */
  public TensorLayout output() {
    return forward.kernel().layout(Argument.OUTPUT);
  }

  /** Writes {@code y}. */
  public void forward(Tensor x, Tensor y) {
    forward.with(Argument.SOURCE, x).with(Argument.OUTPUT, y);
    if (notes) {
      forward.with(Argument.WORKSPACE, workspace);
    }
    forward.run();
  }

  /** Writes {@code dx}; belongs to the last call of {@link #forward}. */
  public void backward(Tensor dy, Tensor dx) {
    gradient.with(Argument.OUTPUT_GRADIENT, dy).with(Argument.SOURCE_GRADIENT, dx);
    if (notes) {
      gradient.with(Argument.FORMER_WORKSPACE, workspace);
    }
    gradient.run();
  }

  @Override
  public void close() {
    forward.close();
    gradient.close();
    workspace.close();
  }
}
