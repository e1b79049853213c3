package dev.blindspot.explain.occlusion;

import dev.blindspot.explain.backend.FreeMemory;

/**
 * How many images a network may see at once, by the memory that is free.
 *
 * <p>What a network needs per image is not known from outside. {@value #TIMES_INPUT} times the
 * input covers VGG16 at full width (input and output of its widest layer are 43 times the input)
 * with workspaces and temporaries of the convolutions.
 */
final class MicroBatch {
  private static final long TIMES_INPUT = 128;
  private static final double SHARE = 0.5; // of the free memory, the rest is for others

  private MicroBatch() {}

  /** The batch size that fits: at least 1, at most {@code wanted}. */
  static int within(int wanted, long floatsPerImage) {
    return fitting(wanted, floatsPerImage, FreeMemory.bytes());
  }

  static int fitting(int wanted, long floatsPerImage, long freeBytes) {
    long perImage = Math.max(1, Float.BYTES * floatsPerImage * TIMES_INPUT);
    return (int) Math.max(1, Math.min(wanted, (long) (SHARE * freeBytes) / perImage));
  }
}
