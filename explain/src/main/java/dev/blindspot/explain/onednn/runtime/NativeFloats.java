package dev.blindspot.explain.onednn.runtime;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;

/**
 * Native memory that begins at a multiple of {@value #ALIGNMENT} bytes, as vector instructions like
 * it. JavaCPP counts it; what it holds at first is arbitrary.
 */
public final class NativeFloats implements AutoCloseable {
  private static final int ALIGNMENT = 64;

  private final FloatPointer allocated;
  private final FloatPointer aligned;
  private final long length;
  private boolean closed;

  /**
   * Takes memory.
   *
   * @param length floats, at least 0
   * @throws OutOfMemoryError if JavaCPP's limit or the machine does not allow it
   */
  public NativeFloats(long length) {
    if (length < 0) {
      throw new IllegalArgumentException("length must be >= 0, was " + length);
    }
    this.length = length;
    this.allocated =
        Scopes.inside(
            () -> {
              FloatPointer pointer = new FloatPointer(length + ALIGNMENT / Float.BYTES);
              pointer.retainReference();
              return pointer;
            });
    long over = Math.floorMod(-allocated.address(), (long) ALIGNMENT);
    this.aligned = allocated.getPointer(over / Float.BYTES).capacity(length);
  }

  /** Number of floats. */
  public long length() {
    return length;
  }

  /** Where they begin; its position must not be changed. */
  public FloatPointer pointer() {
    if (closed) {
      throw new IllegalStateException("this memory is closed");
    }
    return aligned;
  }

  /**
   * All of it for reading and writing at absolute places.
   *
   * @throws IllegalStateException if it is closed, or longer than a Java buffer can be
   */
  public FloatBuffer buffer() {
    FloatPointer pointer = pointer();
    if (length > Integer.MAX_VALUE / Float.BYTES) {
      throw new IllegalStateException("longer than a Java buffer can be: " + length + " floats");
    }
    return pointer.asBuffer();
  }

  /** Gives the memory back; a second call does nothing. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      allocated.close();
    }
  }
}
