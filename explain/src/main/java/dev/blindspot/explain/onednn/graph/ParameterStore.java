package dev.blindspot.explain.onednn.graph;

import dev.blindspot.explain.onednn.runtime.Argument;
import dev.blindspot.explain.onednn.runtime.Operation;
import dev.blindspot.explain.onednn.runtime.Tensor;
import dev.blindspot.explain.onednn.runtime.TensorLayout;
import java.util.HashMap;
import java.util.Map;

/** Weights in the layouts that kernels want: each is converted once and shared by all sizes. */
final class ParameterStore implements AutoCloseable {
  private final Map<Key, Tensor> tensors = new HashMap<>();

  private record Key(int node, Argument argument, TensorLayout layout) {}

  /** A parameter of a node as the operation wants it; belongs to the store. */
  Tensor get(int node, Operation operation, Argument argument, float[] values) {
    TensorLayout wanted = operation.kernel().layout(argument);
    return tensors.computeIfAbsent(
        new Key(node, argument, wanted),
        key -> {
          try (Tensor plain = Tensor.of(values, wanted.sizes())) {
            return operation.prepared(argument, plain);
          }
        });
  }

  long bytes() {
    return tensors.values().stream().mapToLong(t -> t.layout().bytes()).sum();
  }

  @Override
  public void close() {
    tensors.values().forEach(Tensor::close);
    tensors.clear();
  }
}
