package dev.blindspot.explain.onednn.runtime;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A kernel with its arguments, which stay set from call to call. Tensors in another layout than the
 * kernel's are converted at every call, inputs before it and outputs after it, in memory that the
 * operation keeps; {@link #prepared} converts what does not change once.
 */
public final class Operation implements AutoCloseable {
  private final Kernel kernel;
  private final boolean accumulates;
  private final Map<Argument, Tensor> arguments = new EnumMap<>(Argument.class);
  private final List<Tensor> sources = new ArrayList<>();
  private final Map<Argument, Conversion> conversions = new EnumMap<>(Argument.class);
  private final List<Conversion> sourceConversions = new ArrayList<>();

  /** A tensor as it was given, and in the kernel's layout. */
  private record Conversion(Tensor given, Tensor own) {}

  /** An operation that closes the kernel with itself. */
  public Operation(Kernel kernel) {
    this(kernel, false);
  }

  /**
   * An operation that may read what its output holds before.
   *
   * @param kernel as {@link OneDnnContext#kernel} gave it; is closed with the operation
   * @param accumulates whether the kernel adds to its output
   */
  public Operation(Kernel kernel, boolean accumulates) {
    this.kernel = kernel;
    this.accumulates = accumulates;
  }

  public Kernel kernel() {
    return kernel;
  }

  /**
   * Sets an argument for this and later calls; its numbers are read when the operation runs.
   *
   * @return this
   * @throws IllegalArgumentException if the sizes are others than the kernel's
   */
  public Operation with(Argument argument, Tensor tensor) {
    TensorLayout wanted = kernel.layout(argument);
    Conversion former = conversions.remove(argument);
    if (wanted.equals(tensor.layout())) {
      close(former);
      arguments.put(argument, tensor);
      return this;
    }
    Reorder.requireSameSizes(tensor.layout(), wanted);
    Tensor own = former == null ? Tensor.allocate(wanted) : former.own();
    conversions.put(argument, new Conversion(tensor, own));
    arguments.put(argument, own);
    return this;
  }

  /** Sets the list of sources, for kernels that read one. */
  public Operation withSources(List<Tensor> tensors) {
    List<TensorLayout> wanted = kernel.sources();
    if (tensors.size() != wanted.size()) {
      throw new IllegalArgumentException(
          "sources must be %d, were %d".formatted(wanted.size(), tensors.size()));
    }
    sources.clear();
    sourceConversions.forEach(Operation::close);
    sourceConversions.clear();
    for (int i = 0; i < wanted.size(); i++) {
      Tensor tensor = tensors.get(i);
      if (wanted.get(i).equals(tensor.layout())) {
        sources.add(tensor);
      } else {
        Reorder.requireSameSizes(tensor.layout(), wanted.get(i));
        Conversion conversion = new Conversion(tensor, Tensor.allocate(wanted.get(i)));
        sourceConversions.add(conversion);
        sources.add(conversion.own());
      }
    }
    return this;
  }

  /** Computes with the arguments that were set. */
  public void run() {
    OneDnnContext context = kernel.context();
    sourceConversions.forEach(c -> Reorder.run(context, c.given(), c.own()));
    conversions.forEach(
        (argument, c) -> {
          if (!argument.written() || accumulates) {
            Reorder.run(context, c.given(), c.own());
          }
        });
    kernel.run(arguments, sources);
    conversions.forEach(
        (argument, c) -> {
          if (argument.written()) {
            Reorder.run(context, c.own(), c.given());
          }
        });
  }

  /** A new tensor in the layout that an argument must have. */
  public Tensor allocate(Argument argument) {
    return Tensor.allocate(kernel.layout(argument));
  }

  /** A copy in the layout that an argument must have: weights that do not change. */
  public Tensor prepared(Argument argument, Tensor tensor) {
    Tensor own = allocate(argument);
    Reorder.run(kernel.context(), tensor, own);
    return own;
  }

  @Override
  public void close() {
    conversions.values().forEach(Operation::close);
    sourceConversions.forEach(Operation::close);
    conversions.clear();
    sourceConversions.clear();
    kernel.close();
  }

  private static void close(@Nullable Conversion conversion) {
    if (conversion != null) {
      conversion.own().close();
    }
  }
}
