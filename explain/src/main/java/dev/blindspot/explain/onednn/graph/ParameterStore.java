package dev.blindspot.explain.onednn.graph;

import dev.blindspot.explain.onednn.runtime.Argument;
import dev.blindspot.explain.onednn.runtime.Operation;
import dev.blindspot.explain.onednn.runtime.Tensor;
import dev.blindspot.explain.onednn.runtime.TensorLayout;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Weights of one network in the layouts that kernels want: each is converted once and shared by all
 * that want the same, whole maps and rectangles of them. Winograd's layouts differ from size to
 * size and are four times as large as the weights, so that what graph executors held for sizes that
 * are gone is freed, and of what was {@linkplain #lend lent} the tensors not used for longest are
 * given up beyond a bound.
 */
public final class ParameterStore implements AutoCloseable {
  private final Map<Key, Prepared> kept = new LinkedHashMap<>(16, 0.75f, true);
  private final long bound;

  /**
   * A store that holds nothing yet.
   *
   * @param bound bytes of all that were lent and that nobody holds; a single one may need more
   */
  public ParameterStore(long bound) {
    this.bound = bound;
  }

  /** One parameter in one layout; nodes are equal that read the same arrays. */
  private record Key(Node node, Argument argument, TensorLayout layout) {}

  /** A parameter, and who uses it. */
  private static final class Prepared {
    private final Tensor tensor;
    private int holders;
    private boolean lent;

    Prepared(Tensor tensor) {
      this.tensor = tensor;
    }

    boolean isHeld() {
      return holders > 0;
    }

    long bytes() {
      return tensor.layout().bytes();
    }
  }

  /** What one user needs until it is closed. */
  final class Lease implements AutoCloseable {
    private final Set<Prepared> held = Collections.newSetFromMap(new IdentityHashMap<>());

    /** A parameter of a node as the operation wants it; stays open until the lease is closed. */
    Tensor get(Node node, Operation operation, Argument argument, float[] values) {
      Prepared prepared = prepared(key(node, operation, argument), operation, values);
      if (held.add(prepared)) {
        prepared.holders++;
      }
      return prepared.tensor;
    }

    @Override
    public void close() {
      held.forEach(prepared -> prepared.holders--);
      held.clear();
      kept.values().removeIf(p -> !p.isHeld() && !p.lent && closed(p));
      makeRoom(0);
    }
  }

  /** For a user that holds what it gets. */
  Lease lease() {
    return new Lease();
  }

  /** A parameter of a node as the operation wants it; stays open until the next call at least. */
  public Tensor lend(Node node, Operation operation, Argument argument, float[] values) {
    Key key = key(node, operation, argument);
    if (!kept.containsKey(key)) {
      makeRoom(key.layout().bytes());
    }
    Prepared prepared = prepared(key, operation, values);
    prepared.lent = true;
    return prepared.tensor;
  }

  private static Key key(Node node, Operation operation, Argument argument) {
    return new Key(node, argument, operation.kernel().layout(argument));
  }

  private Prepared prepared(Key key, Operation operation, float[] values) {
    Prepared prepared = kept.get(key);
    if (prepared == null) {
      try (Tensor plain = Tensor.of(values, key.layout().sizes())) {
        prepared = new Prepared(operation.prepared(key.argument(), plain));
      }
      kept.put(key, prepared);
    }
    return prepared;
  }

  private void makeRoom(long wanted) {
    long lent = kept.values().stream().filter(p -> !p.isHeld()).mapToLong(Prepared::bytes).sum();
    var oldest = kept.values().iterator();
    while (oldest.hasNext() && lent + wanted > bound) {
      Prepared prepared = oldest.next();
      if (!prepared.isHeld()) {
        lent -= prepared.bytes();
        prepared.tensor.close();
        oldest.remove();
      }
    }
  }

  private static boolean closed(Prepared prepared) {
    prepared.tensor.close();
    return true;
  }

  /** Bytes of everything that is kept. */
  public long bytes() {
    return kept.values().stream().mapToLong(Prepared::bytes).sum();
  }

  @Override
  public void close() {
    kept.values().forEach(p -> p.tensor.close());
    kept.clear();
  }
}
