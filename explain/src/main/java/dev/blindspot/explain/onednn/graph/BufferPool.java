package dev.blindspot.explain.onednn.graph;

import dev.blindspot.explain.onednn.runtime.NativeFloats;
import dev.blindspot.explain.onednn.runtime.Tensor;
import dev.blindspot.explain.onednn.runtime.TensorLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Memory of activations: a buffer is used again when its numbers have been read for the last time.
 * Buffers are planned first, and allocated when it is known how large each must be.
 */
final class BufferPool implements AutoCloseable {
  private final List<Long> sizes = new ArrayList<>();
  private final List<Integer> free = new ArrayList<>();
  private final List<NativeFloats> buffers = new ArrayList<>();
  private final Map<Integer, TensorLayout> layouts = new HashMap<>();
  private final Map<Integer, Integer> planned = new HashMap<>();

  /** Buffers in use, while planning. */
  private final Map<Integer, Integer> taken = new HashMap<>();

  /** Plans a buffer for what a node writes. */
  void plan(int node, TensorLayout layout) {
    int best = -1;
    for (int buffer : free) {
      if (best < 0 || waste(buffer, layout) < waste(best, layout)) {
        best = buffer;
      }
    }
    if (best < 0) {
      best = sizes.size();
      sizes.add(0L);
    }
    free.remove(Integer.valueOf(best));
    sizes.set(best, Math.max(sizes.get(best), layout.floats()));
    use(node, best, layout);
  }

  /** Plans that a node overwrites what another one wrote. */
  void planOver(int node, int former, TensorLayout layout) {
    use(node, buffer(former), layout);
    taken.remove(former);
  }

  /** Nobody reads a node's numbers from here on. */
  void release(int node) {
    if (taken.containsKey(node)) {
      free.add(buffer(node));
      taken.remove(node);
    }
  }

  private void use(int node, int buffer, TensorLayout layout) {
    taken.put(node, buffer);
    layouts.put(node, layout);
    planned.put(node, buffer);
  }

  private int buffer(int node) {
    Integer buffer = taken.get(node);
    if (buffer == null) {
      throw new IllegalStateException("node " + node + " has no buffer");
    }
    return buffer;
  }

  /** How far a free buffer's size is from what is needed. */
  private long waste(int buffer, TensorLayout layout) {
    return Math.abs(sizes.get(buffer) - layout.floats());
  }

  TensorLayout layout(int node) {
    TensorLayout layout = layouts.get(node);
    if (layout == null) {
      throw new IllegalStateException("node " + node + " was not planned");
    }
    return layout;
  }

  /** Takes the memory. */
  void allocate() {
    for (long size : sizes) {
      buffers.add(new NativeFloats(size));
    }
  }

  /** What a node writes, after {@link #allocate}. */
  Tensor tensor(int node) {
    Integer buffer = planned.get(node);
    if (buffer == null) {
      throw new IllegalStateException("node " + node + " was not planned");
    }
    return Tensor.over(layout(node), buffers.get(buffer).pointer());
  }

  long bytes() {
    return buffers.stream().mapToLong(b -> b.length() * Float.BYTES).sum();
  }

  @Override
  public void close() {
    buffers.forEach(NativeFloats::close);
    buffers.clear();
  }
}
