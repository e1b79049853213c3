package dev.blindspot.explain.backend;

import org.bytedeco.javacpp.Pointer;

/** Native memory that this process may still take. */
public final class FreeMemory {
  private FreeMemory() {}

  /** What the machine has free, or what JavaCPP's limit leaves, if that is less. */
  public static long bytes() {
    long free = Pointer.availablePhysicalBytes();
    long limit = Pointer.maxPhysicalBytes();
    return limit > 0 ? Math.min(free, limit - Pointer.physicalBytes()) : free;
  }
}
