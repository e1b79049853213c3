package dev.blindspot.explain.engine;

import dev.blindspot.explain.backend.FreeMemory;

/** How much native memory may be used. */
final class NativeMemory {
  /** Working memory of plain inference. */
  static final long PLAIN_FLOATS = 64L << 20;

  /**
   * Weights that rectangles want otherwise than whole maps do: those of VGG16 at full width, 15
   * million, as Winograd's algorithm wants them and direct.
   */
  static final long WEIGHT_BYTES = 320L << 20;

  private static final long LEAST = 64L << 20;
  private static final long MOST = 1L << 30;

  private NativeMemory() {}

  /** Bytes that one piece of work may take: a quarter of what is free, between 64 MiB and 1 GiB. */
  static long budget() {
    return Math.max(LEAST, Math.min(MOST, FreeMemory.bytes() / 4));
  }
}
