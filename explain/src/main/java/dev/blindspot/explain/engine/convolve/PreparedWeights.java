package dev.blindspot.explain.engine.convolve;

import dev.blindspot.explain.onednn.runtime.Argument;
import dev.blindspot.explain.onednn.runtime.Operation;
import dev.blindspot.explain.onednn.runtime.Tensor;
import dev.blindspot.explain.onednn.runtime.TensorLayout;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Weights as primitives want them. Those of Winograd's algorithm take four times the memory of the
 * weights, and a shape may want another arrangement than the next, so that those not used for
 * longest are given up beyond a bound.
 */
final class PreparedWeights implements AutoCloseable {
  private final Map<Key, Tensor> kept = new LinkedHashMap<>(16, 0.75f, true);
  private final long bound;
  private long bytes;

  /**
   * @param bound bytes of all together; a single one may need more
   */
  PreparedWeights(long bound) {
    this.bound = bound;
  }

  private record Key(int step, TensorLayout layout) {}

  /** For an operation of a step; stays open until the next call at least. */
  Tensor get(int k, float[] values, Operation operation) {
    Key key = new Key(k, operation.kernel().layout(Argument.WEIGHTS));
    Tensor tensor = kept.get(key);
    if (tensor == null) {
      makeRoom(key.layout().bytes());
      try (Tensor plain = Tensor.of(values, key.layout().sizes())) {
        tensor = operation.prepared(Argument.WEIGHTS, plain);
      }
      kept.put(key, tensor);
      bytes += key.layout().bytes();
    }
    return tensor;
  }

  private void makeRoom(long wanted) {
    var oldest = kept.values().iterator();
    while (oldest.hasNext() && bytes + wanted > bound) {
      Tensor tensor = oldest.next();
      bytes -= tensor.layout().bytes();
      tensor.close();
      oldest.remove();
    }
  }

  long bytes() {
    return bytes;
  }

  @Override
  public void close() {
    kept.values().forEach(Tensor::close);
    kept.clear();
    bytes = 0;
  }
}
