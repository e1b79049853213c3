package dev.blindspot.explain.onednn.runtime;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Kernels by what they compute; those not used for longest are given up beyond the bound. */
final class KernelCache implements AutoCloseable {
  private final int bound;
  private final Map<Object, Kernel> kernels = new LinkedHashMap<>(16, 0.75f, true);

  KernelCache(int bound) {
    if (bound < 1) {
      throw new IllegalArgumentException("bound must be >= 1, was " + bound);
    }
    this.bound = bound;
  }

  /**
   * A kernel that the caller closes; the cache keeps it too.
   *
   * @param key with {@code equals}: everything that the kernel depends on
   */
  Kernel get(Object key, Supplier<Kernel> make) {
    Kernel kernel = kernels.get(key);
    if (kernel == null) {
      kernel = make.get();
      kernels.put(key, kernel);
      evict();
    }
    return kernel.retain();
  }

  private void evict() {
    var oldest = kernels.values().iterator();
    while (kernels.size() > bound) {
      oldest.next().close();
      oldest.remove();
    }
  }

  int size() {
    return kernels.size();
  }

  @Override
  public void close() {
    kernels.values().forEach(Kernel::close);
    kernels.clear();
  }
}
