package dev.blindspot.train.evaluate.corruption;

import dev.blindspot.train.data.image.DecodedImage;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.PoissonDistribution;

/**
 * Noise of every channel of every pixel. Normal and Poisson values are read from tables of
 * quantiles with 16 and 12 random bits: a library call per value would cost more than a small
 * network.
 */
final class Noise {
  /** Standard deviation, in shares of the full range. */
  private static final double[] DEVIATIONS = {0.08, 0.12, 0.18, 0.26, 0.38};

  /** Photons of a white pixel. */
  private static final double[] PHOTONS = {60, 25, 12, 5, 3};

  /** Share of values that become black or white. */
  private static final double[] IMPULSES = {0.03, 0.06, 0.09, 0.17, 0.27};

  private static final int BITS = 16;
  private static final int SHOT_BITS = 12;

  private static final Tables<short[]> NORMAL = new Tables<>(Noise::normalTable);
  private static final Tables<byte[]> SHOT = new Tables<>(Noise::shotTable);

  private Noise() {}

  /** Tables that are made when they are first needed. */
  private static final class Tables<T> {
    private final IntFunction<T> maker;
    private final java.util.Map<Integer, T> made = new java.util.concurrent.ConcurrentHashMap<>();

    Tables(IntFunction<T> maker) {
      this.maker = maker;
    }

    T get(int level) {
      return made.computeIfAbsent(level, maker::apply);
    }
  }

  static DecodedImage gaussian(DecodedImage image, int level, RandomGenerator random) {
    short[] table = NORMAL.get(level);
    return map(image, random, (value, bits) -> clip(value + table[bits]));
  }

  static DecodedImage shot(DecodedImage image, int level, RandomGenerator random) {
    byte[] table = SHOT.get(level);
    return map(
        image,
        random,
        (value, bits) -> table[value << SHOT_BITS | bits >> (BITS - SHOT_BITS)] & 0xff);
  }

  static DecodedImage impulse(DecodedImage image, int level, RandomGenerator random) {
    int black = (int) Math.round(IMPULSES[level] / 2 * (1 << BITS));
    int white = (1 << BITS) - black;
    return map(image, random, (value, bits) -> bits < black ? 0 : bits >= white ? 255 : value);
  }

  private interface Change {
    int of(int value, int bits);
  }

  private static DecodedImage map(DecodedImage image, RandomGenerator random, Change change) {
    byte[] from = image.bgr();
    byte[] to = new byte[from.length];
    long bits = 0;
    for (int i = 0; i < from.length; i++) {
      bits = i % 4 == 0 ? random.nextLong() : bits >>> BITS;
      to[i] = (byte) change.of(from[i] & 0xff, (int) (bits & 0xffff));
    }
    return new DecodedImage(image.height(), image.width(), to);
  }

  private static int clip(int value) {
    return Math.max(0, Math.min(255, value));
  }

  private static short[] normalTable(int level) {
    NormalDistribution normal = new NormalDistribution(null, 0, 255 * DEVIATIONS[level]);
    short[] table = new short[1 << BITS];
    IntStream.range(0, table.length)
        .parallel()
        .forEach(
            i ->
                table[i] =
                    (short)
                        Math.round(normal.inverseCumulativeProbability((i + 0.5) / table.length)));
    return table;
  }

  /** For every value its 4096 quantiles, back in 0..255. */
  private static byte[] shotTable(int level) {
    int size = 1 << SHOT_BITS;
    byte[] table = new byte[256 * size];
    for (int value = 1; value < 256; value++) {
      double mean = value / 255.0 * PHOTONS[level];
      PoissonDistribution poisson =
          new PoissonDistribution(
              null,
              mean,
              PoissonDistribution.DEFAULT_EPSILON,
              PoissonDistribution.DEFAULT_MAX_ITERATIONS);
      int count = 0;
      double below = poisson.probability(0);
      for (int i = 0; i < size; i++) {
        while (below < (i + 0.5) / size) {
          below += poisson.probability(++count);
        }
        table[value << SHOT_BITS | i] = Corruptions.clip(count * 255 / PHOTONS[level]);
      }
    }
    return table;
  }
}
