package dev.blindspot.augment;

/**
 * Arrays that a thread uses again and again on the way to native memory: painting allocates
 * nothing. What is in them is lost at the next use by the same thread.
 */
final class Scratch {
  /** Pixels that are painted at once. */
  static final int PIXELS = 1024;

  private static final ThreadLocal<Scratch> OF_THREAD = ThreadLocal.withInitial(Scratch::new);

  final byte[] bytes = new byte[3 * PIXELS];
  final float[] floats = new float[3 * PIXELS];

  private Scratch() {}

  static Scratch get() {
    return OF_THREAD.get();
  }
}
