package dev.blindspot.augment.random;

/** Random numbers by place instead of by order: SplitMix64 (Steele, Lea and Flood 2014). */
public final class SplitMix {
  static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private SplitMix() {}

  /** 64 random bits of the n-th number of a seed. */
  public static long bits(long seed, long n) {
    return mix(seed + (n + 1) * GOLDEN_GAMMA);
  }

  /** An integer, uniform in {@code 0..bound-1}. */
  public static int below(int bound, long seed, long n) {
    return (int) (((bits(seed, n) >>> 32) * bound) >>> 32);
  }

  /** The finaliser alone, of which 0 is a fixed point. */
  static long mix(long state) {
    long z = state;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
