package dev.blindspot.augment;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Generators derived from keys, so that no thread waits for or disturbs another one's stream. */
final class KeyedRandom {
  private KeyedRandom() {}

  /** The generator of one sample (an image or a batch) of one epoch. */
  static RandomGenerator of(long seed, long epoch, long sample) {
    return new SplittableRandom(mix(mix(mix(seed) + epoch) + sample));
  }

  /** The finaliser of SplitMix64 (Steele, Lea and Flood 2014) behind its increment. */
  private static long mix(long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
