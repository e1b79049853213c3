package dev.blindspot.explain.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Working memory of a network's passes over rectangles: the recomputed rectangles of those maps
 * that are still read, and the inputs of one convolution. Kept from image to image.
 */
final class Workspace implements AutoCloseable {
  private final List<NativeBuffer> all = new ArrayList<>();
  private final Deque<NativeBuffer> free = new ArrayDeque<>();
  private final NativeBuffer crops = new NativeBuffer();

  /** A buffer for a map, to be {@link #give given} back. */
  NativeBuffer take() {
    NativeBuffer buffer = free.pollFirst();
    if (buffer == null) {
      buffer = new NativeBuffer();
      all.add(buffer);
    }
    return buffer;
  }

  /** Nobody reads it any more. */
  void give(NativeBuffer buffer) {
    free.addFirst(buffer);
  }

  /** Every buffer is free again. */
  void reset() {
    free.clear();
    free.addAll(all);
  }

  /** Inputs of one convolution. */
  NativeBuffer crops() {
    return crops;
  }

  long bytes() {
    return (crops.floats() + all.stream().mapToLong(NativeBuffer::floats).sum()) * Float.BYTES;
  }

  @Override
  public void close() {
    all.forEach(NativeBuffer::close);
    all.clear();
    free.clear();
    crops.close();
  }
}
