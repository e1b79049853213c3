package dev.blindspot.explain.onednn.graph;

import dev.blindspot.explain.onednn.runtime.Argument;
import dev.blindspot.explain.onednn.runtime.Operation;
import dev.blindspot.explain.onednn.runtime.Tensor;
import dev.blindspot.explain.onednn.runtime.TensorLayout;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Weights in the layouts that kernels want: each is converted once and shared by the sizes that
 * want the same. Winograd's layouts differ from size to size and are four times as large as the
 * weights, so that those of sizes that are gone are freed.
 */
final class ParameterStore implements AutoCloseable {
  private final Map<Key, Tensor> tensors = new HashMap<>();
  private Set<Key> asked = new HashSet<>();

  /** One parameter in one layout. */
  record Key(int node, Argument argument, TensorLayout layout) {}

  /** Everything that was asked for since the last call. */
  Set<Key> asked() {
    Set<Key> all = asked;
    asked = new HashSet<>();
    return all;
  }

  /** Frees everything else. */
  void keep(Set<Key> used) {
    tensors.entrySet().removeIf(e -> !used.contains(e.getKey()) && closed(e.getValue()));
  }

  private static boolean closed(Tensor tensor) {
    tensor.close();
    return true;
  }

  /** A parameter of a node as the operation wants it; belongs to the store. */
  Tensor get(int node, Operation operation, Argument argument, float[] values) {
    TensorLayout wanted = operation.kernel().layout(argument);
    Key wantedKey = new Key(node, argument, wanted);
    asked.add(wantedKey);
    return tensors.computeIfAbsent(
        wantedKey,
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
