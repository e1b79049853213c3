package dev.blindspot.train.evaluate.corruption;

import dev.blindspot.train.data.image.DecodedImage;
import java.util.function.DoubleFunction;
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
  private static final Levels DEVIATIONS =
      Levels.imageNet(0.08, 0.12, 0.18, 0.26, 0.38)
          .tinyImageNet(0.04, 0.08, 0.12, 0.15, 0.18)
          .cifar(0.04, 0.06, 0.08, 0.09, 0.10);

  /** Photons of a white pixel. */
  private static final Levels PHOTONS =
      Levels.imageNet(60, 25, 12, 5, 3)
          .tinyImageNet(250, 100, 50, 30, 15)
          .cifar(500, 250, 100, 75, 50);

  /** Share of values that become black or white. */
  private static final Levels IMPULSES =
      Levels.imageNet(0.03, 0.06, 0.09, 0.17, 0.27)
          .tinyImageNet(0.01, 0.02, 0.05, 0.08, 0.14)
          .cifar(0.01, 0.02, 0.03, 0.05, 0.07);

  private static final int BITS = 16;
  private static final int SHOT_BITS = 12;

  private static final Tables<short[]> NORMAL = new Tables<>(Noise::normalTable);
  private static final Tables<byte[]> SHOT = new Tables<>(Noise::shotTable);

  private Noise() {}

  /** Tables that are made when they are first needed. */
  private static final class Tables<T> {
    private final DoubleFunction<T> maker;
    private final java.util.Map<Double, T> made = new java.util.concurrent.ConcurrentHashMap<>();

    Tables(DoubleFunction<T> maker) {
      this.maker = maker;
    }

    T get(double strength) {
      return made.computeIfAbsent(strength, maker::apply);
    }
  }

  static DecodedImage gaussian(DecodedImage image, Severity severity, RandomGenerator random) {
    short[] table = NORMAL.get(DEVIATIONS.at(severity));
    return map(image, random, (value, bits) -> clip(value + table[bits]));
  }

  static DecodedImage shot(DecodedImage image, Severity severity, RandomGenerator random) {
    byte[] table = SHOT.get(PHOTONS.at(severity));
    return map(
        image,
        random,
        (value, bits) -> table[value << SHOT_BITS | bits >> (BITS - SHOT_BITS)] & 0xff);
  }

  static DecodedImage impulse(DecodedImage image, Severity severity, RandomGenerator random) {
    int black = (int) Math.round(IMPULSES.at(severity) / 2 * (1 << BITS));
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

  private static short[] normalTable(double deviation) {
    NormalDistribution normal = new NormalDistribution(null, 0, 255 * deviation);
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
  private static byte[] shotTable(double photons) {
    int size = 1 << SHOT_BITS;
    byte[] table = new byte[256 * size];
    for (int value = 1; value < 256; value++) {
      double mean = value / 255.0 * photons;
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
        table[value << SHOT_BITS | i] = Corruptions.clip(count * 255 / photons);
      }
    }
    return table;
  }
}
