package dev.blindspot.augment.random;

import static dev.blindspot.augment.random.SplitMix.GOLDEN_GAMMA;
import static dev.blindspot.augment.random.SplitMix.mix;
import static java.util.Objects.requireNonNull;

import java.util.random.RandomGenerator;

/**
 * Generators derived from a key instead of a shared stream: the draws of one sample in one epoch do
 * not depend on threads, batch size or the order in which samples are visited, and a resumed run
 * draws what an uninterrupted one draws.
 *
 * <p>The key is mixed by the finaliser of SplitMix64 (Steele, Lea and Flood 2014, "Fast Splittable
 * Pseudorandom Number Generators"), and the generator is SplitMix64 itself, written out here so
 * that no Java version can change the draws.
 */
public final class SampleRandom {
  private SampleRandom() {}

  /** The generator of one sample in one epoch. */
  public static RandomGenerator of(long seed, long epoch, long sample) {
    return new SplitMix64(key(seed, epoch, sample));
  }

  /** The generator of something that happens once per run, such as {@code "weights"}. */
  public static RandomGenerator of(long seed, String purpose) {
    return new SplitMix64(key(seed, purpose));
  }

  /**
   * The generator of a purpose in one epoch for one sample (or batch), independent of other
   * purposes.
   */
  public static RandomGenerator of(long seed, String purpose, long epoch, long sample) {
    return new SplitMix64(key(key(seed, purpose), epoch, sample));
  }

  /** A well mixed 64-bit number that depends on a seed and every character of a text. */
  public static long key(long seed, String text) {
    long key = mix(seed + GOLDEN_GAMMA);
    requireNonNull(text, "text");
    for (int i = 0; i < text.length(); i++) {
      key = absorb(key, text.charAt(i));
    }
    return absorb(key, text.length());
  }

  private static long key(long seed, long epoch, long sample) {
    return absorb(absorb(mix(seed + GOLDEN_GAMMA), epoch), sample);
  }

  /** The product makes (1, 2) differ from (2, 1), the gamma keeps zero from being a fixed point. */
  private static long absorb(long key, long value) {
    return mix(key * 0xD1342543DE82EF95L + value + GOLDEN_GAMMA);
  }

  private static final class SplitMix64 implements RandomGenerator {
    private long state;

    SplitMix64(long state) {
      this.state = state;
    }

    @Override
    public long nextLong() {
      state += GOLDEN_GAMMA;
      return mix(state);
    }
  }
}
