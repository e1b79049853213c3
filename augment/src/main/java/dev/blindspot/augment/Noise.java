package dev.blindspot.augment;

/**
 * Random numbers by place instead of by order, so that every target gets the same noise whatever
 * the order in which its pixels are painted.
 *
 * <p>The noise of a pixel is the exclusive or of two numbers from two fixed tables of random
 * numbers. Where a row of pixels starts in either table is a hash of seed and row (the finaliser of
 * SplitMix64; Steele, Lea and Flood 2014): 2^26 pairs of places. So there is no hash for each
 * pixel, and the numbers of several pixels are combined at a time.
 */
final class Noise {
  /**
   * Standard deviation of normal noise: the mean of ImageNet's channels (58.4, 57.1, 57.4 in
   * 0..255), so that the noise is about N(0, 1) after the usual normalisation.
   */
  static final double STANDARD_DEVIATION = 57.6;

  /** Pixels of a row that share a pair of places: x from a multiple of this to the next one. */
  static final int BLOCK = 1024;

  /** Pixels that either table has to have. */
  static final int TABLE = (1 << 13) + BLOCK;

  private static final int PLACES = 1 << 13;
  private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

  private Noise() {}

  /** 64 random bits of the n-th number of a seed. */
  static long bits(long seed, long n) {
    long z = seed + (n + 1) * GOLDEN_RATIO;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** A whole number, uniform in {@code 0..bound-1}. */
  static int below(int bound, long seed, long n) {
    return (int) (((bits(seed, n) >>> 32) * bound) >>> 32);
  }

  /** A colour whose channels are uniform in 0..255, as {@code 0xRRGGBB}. */
  static int colour(long seed) {
    return (int) (bits(seed, 0) >>> 40);
  }

  /** The bits that say where the noise of a row's block is in the two tables. */
  static long places(long seed, int x, int y) {
    return bits(seed, ((long) y << 32) | (x / BLOCK));
  }

  /** Number of a pixel in the first table. */
  static int first(long places, int x) {
    return ((int) places & (PLACES - 1)) + x % BLOCK;
  }

  /** Number of a pixel in the second table. */
  static int second(long places, int x) {
    return ((int) (places >>> 32) & (PLACES - 1)) + x % BLOCK;
  }
}
