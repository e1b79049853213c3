package dev.blindspot.explain.onednn.runtime;

import java.util.concurrent.locks.ReentrantLock;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.FloatPointer;

/**
 * Where primitives are made and run: a stream, one working memory that all of them share, and the
 * kernels that were made, at most {@value #KERNELS} of them. Calls use all threads of OpenMP and
 * return when they have ended.
 *
 * <p>Of several threads that use a context one computes and the others wait; a thread that is new
 * to OpenMP gets a team of threads of its own, so one thread should do all of the work.
 */
public final class OneDnnContext implements AutoCloseable {
  /** Two networks' worth of shapes. */
  private static final int KERNELS = 256;

  private final ReentrantLock lock = new ReentrantLock();
  private final KernelCache kernels;
  private final stream queue;
  private NativeFloats scratch = new NativeFloats(0);
  private boolean closed;

  /**
   * A context with the usual bound.
   *
   * @throws IllegalStateException if oneDNN cannot be used, with the reason
   */
  public OneDnnContext() {
    this(KERNELS);
  }

  /**
   * A context that keeps fewer or more kernels.
   *
   * @param kernels at most so many are kept for later use; at least 1
   */
  public OneDnnContext(int kernels) {
    OneDnnSupport support = OneDnnSupport.current();
    if (!support.available()) {
      throw new IllegalStateException(support.reason());
    }
    this.kernels = new KernelCache(kernels);
    this.queue = new stream(Engine.CPU);
    this.queue.retainReference();
  }

  /**
   * The context of this process, for those who cannot be given one: layers that a framework makes.
   * It is never closed.
   *
   * @throws IllegalStateException if oneDNN cannot be used, with the reason
   */
  public static OneDnnContext shared() {
    return Shared.CONTEXT;
  }

  private static final class Shared {
    static final OneDnnContext CONTEXT = new OneDnnContext();
  }

  /** Has no state and lives as long as the process. */
  private static final class Engine {
    /** Code that oneDNN keeps by itself when its users are closed. */
    private static final int NATIVE_CACHE = 256;

    static final engine CPU = make();

    private static engine make() {
      dnnl.dnnl_set_primitive_cache_capacity(NATIVE_CACHE);
      engine cpu = new engine(dnnl.dnnl_cpu, 0);
      cpu.retainReference();
      return cpu;
    }
  }

  /**
   * A kernel that the caller closes.
   *
   * @param key everything that it depends on, with {@code equals}
   * @throws IllegalArgumentException if oneDNN has no implementation for it
   */
  public Kernel kernel(Object key, KernelRecipe recipe) {
    lock.lock();
    try {
      requireOpen();
      return kernels.get(key, () -> Kernel.make(this, recipe));
    } finally {
      lock.unlock();
    }
  }

  /** Kernels that are kept. */
  public int kernels() {
    return kernels.size();
  }

  /** Bytes of the shared working memory: what the largest call so far needed. */
  public long scratchBytes() {
    return scratch.length() * Float.BYTES;
  }

  engine engine() {
    return Engine.CPU;
  }

  stream stream() {
    return queue;
  }

  void await() {
    queue._wait();
  }

  void exclusively(Runnable work) {
    lock.lock();
    try {
      requireOpen();
      work.run();
    } finally {
      lock.unlock();
    }
  }

  /** As {@link #exclusively}, also when the context is closed. */
  void freeing(Runnable work) {
    lock.lock();
    try {
      work.run();
    } finally {
      lock.unlock();
    }
  }

  FloatPointer scratch(long floats) {
    if (floats > scratch.length()) {
      scratch.close(); // first, so that both never exist at once
      scratch = new NativeFloats(floats);
    }
    return scratch.pointer();
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("this context is closed");
    }
  }

  /**
   * Frees the working memory and the kernels that nobody else holds; a second call does nothing.
   */
  @Override
  public void close() {
    lock.lock();
    try {
      if (!closed) {
        closed = true;
        kernels.close();
        scratch.close();
        queue.close();
      }
    } finally {
      lock.unlock();
    }
  }
}
