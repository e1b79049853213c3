package dev.blindspot.augment;

import dev.blindspot.augment.random.SplitMix;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Generators derived from keys, so that no thread waits for or disturbs another one's stream. */
final class KeyedRandom {
  private KeyedRandom() {}

  /** The generator of one sample (an image or a batch) of one epoch. */
  static RandomGenerator of(long seed, long epoch, long sample) {
    return new SplittableRandom(mix(mix(mix(seed) + epoch) + sample));
  }

  private static long mix(long value) {
    return SplitMix.bits(value, 0);
  }
}
