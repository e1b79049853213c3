package dev.blindspot.augment;

/**
 * Random numbers by place instead of by order: the number of a pixel is a hash of seed and
 * coordinates (the finaliser of SplitMix64; Steele, Lea and Flood 2014), so that every target gets
 * the same noise whatever the order in which its pixels are painted.
 */
final class Noise {
  /**
   * Standard deviation of normal noise: the mean of ImageNet's channels (58.4, 57.1, 57.4 in
   * 0..255), so that the noise is about N(0, 1) after the usual normalisation.
   */
  static final double STANDARD_DEVIATION = 57.6;

  private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

  private Noise() {}

  /** 64 random bits of the n-th number of a seed. */
  static long bits(long seed, long n) {
    long z = seed + (n + 1) * GOLDEN_RATIO;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  private static long bits(long seed, int x, int y) {
    return bits(seed, ((long) y << 32) | x);
  }

  /** A whole number, uniform in {@code 0..bound-1}. */
  static int below(int bound, long seed, long n) {
    return (int) (((bits(seed, n) >>> 32) * bound) >>> 32);
  }

  /** Every channel uniform in 0..255. */
  record Uniform(long seed) implements Canvas.PixelSource {
    @Override
    public int rgb(int x, int y) {
      return (int) (bits(seed, x, y) >>> 40);
    }
  }

  /** Every channel normal about the mean, rounded and clipped to 0..255. */
  record Normal(long seed, Rgb mean) implements Canvas.PixelSource {
    @Override
    public int rgb(int x, int y) {
      long bits = bits(seed, x, y);
      return (channel(mean.red(), bits >>> 52) << 16)
          | (channel(mean.green(), bits >>> 40) << 8)
          | channel(mean.blue(), bits >>> 28);
    }

    private static int channel(double mean, long bits) {
      double value = mean + NormalQuantiles.of((int) (bits & 4095)) * STANDARD_DEVIATION;
      return (int) Math.max(0.5, Math.min(255.5, value + 0.5));
    }
  }
}
