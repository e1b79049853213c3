package dev.blindspot.explain.onednn.runtime;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A kernel with its arguments. Tensors that are given in another layout than the kernel's are
 * converted on the way in or out, in memory that the operation keeps.
 */
public final class Operation implements AutoCloseable {
  private final Kernel kernel;
  private final Map<Argument, Tensor> arguments = new EnumMap<>(Argument.class);
  private final Map<Argument, Tensor> converted = new EnumMap<>(Argument.class);
  private final Map<Argument, Tensor> results = new EnumMap<>(Argument.class);
  private final List<Tensor> sources = new ArrayList<>();
  private final List<Tensor> convertedSources = new ArrayList<>();

  /**
   * An operation that closes the kernel with itself.
   *
   * @param kernel as {@link OneDnnContext#kernel} gave it
   */
  public Operation(Kernel kernel) {
    this.kernel = kernel;
  }

  public Kernel kernel() {
    return kernel;
  }

  /**
   * Sets an argument for this and later calls. Inputs in another layout are converted now, outputs
   * after each call.
   *
   * @return this
   * @throws IllegalArgumentException if the sizes are others than the kernel's
   */
  public Operation with(Argument argument, Tensor tensor) {
    TensorLayout wanted = kernel.layout(argument);
    results.remove(argument);
    if (wanted.equals(tensor.layout())) {
      arguments.put(argument, tensor);
      return this;
    }
    Reorder.requireSameSizes(tensor.layout(), wanted);
    Tensor own = converted.computeIfAbsent(argument, a -> Tensor.allocate(wanted));
    if (argument.written()) {
      results.put(argument, tensor);
    } else {
      Reorder.run(kernel.context(), tensor, own);
    }
    arguments.put(argument, own);
    return this;
  }

  /** Sets the list of sources, each converted where its layout is another one. */
  public Operation withSources(List<Tensor> tensors) {
    List<TensorLayout> wanted = kernel.sources();
    if (tensors.size() != wanted.size()) {
      throw new IllegalArgumentException(
          "sources must be %d, were %d".formatted(wanted.size(), tensors.size()));
    }
    sources.clear();
    convertedSources.forEach(Tensor::close);
    convertedSources.clear();
    for (int i = 0; i < wanted.size(); i++) {
      Tensor tensor = tensors.get(i);
      if (!wanted.get(i).equals(tensor.layout())) {
        Tensor own = Tensor.allocate(wanted.get(i));
        convertedSources.add(own);
        Reorder.run(kernel.context(), tensor, own);
        tensor = own;
      }
      sources.add(tensor);
    }
    return this;
  }

  /** Computes with the arguments that were set. */
  public void run() {
    kernel.run(arguments, sources);
    results.forEach((a, t) -> Reorder.run(kernel.context(), arguments.get(a), t));
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
    converted.values().forEach(Tensor::close);
    convertedSources.forEach(Tensor::close);
    converted.clear();
    convertedSources.clear();
    kernel.close();
  }
}
