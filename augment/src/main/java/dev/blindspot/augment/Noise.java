package dev.blindspot.augment;

/**
 * Random numbers by place instead of by order, so that every target gets the same noise whatever
 * the order in which its pixels are painted.
 *
 * <p>The noise of a pixel is the sum of two numbers from two fixed tables of random numbers. Where
 * a row of pixels starts in either table is a hash of seed and row (the finaliser of SplitMix64;
 * Steele, Lea and Flood 2014): 2^26 pairs of places. Rows are sums of two runs of numbers, which
 * processors compute many at a time; a hash for each pixel takes ten times as long.
 */
final class Noise {
  /**
   * Standard deviation of normal noise: the mean of ImageNet's channels (58.4, 57.1, 57.4 in
   * 0..255), so that the noise is about N(0, 1) after the usual normalisation.
   */
  static final double STANDARD_DEVIATION = 57.6;

  private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

  /** Pixels of a row that share a pair of places. */
  private static final int BLOCK = 1024;

  private static final int PLACES = 1 << 13;

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

  /** The places of a row's block in the two tables, in the lower and the upper half. */
  private static long places(long seed, int x, int y) {
    return bits(seed, ((long) y << 32) | (x / BLOCK));
  }

  private static int first(long places, int x) {
    return ((int) places & (PLACES - 1)) + x % BLOCK;
  }

  private static int second(long places, int x) {
    return ((int) (places >>> 32) & (PLACES - 1)) + x % BLOCK;
  }

  /** Number of pixels from x on, at most {@code length}, that share their pair of places. */
  private static int run(int x, int length) {
    return Math.min(length, BLOCK - x % BLOCK);
  }

  /** Every channel uniform in 0..255: the sum of two such numbers, modulo 256. */
  record Uniform(long seed) implements Canvas.PixelSource {
    private static final byte[] FIRST = interleaved(1);
    private static final byte[] SECOND = interleaved(2);
    private static final float[][] FIRST_PLANES = planes(FIRST);
    private static final float[][] SECOND_PLANES = planes(SECOND);

    private static byte[] interleaved(long table) {
      byte[] values = new byte[3 * (PLACES + BLOCK)];
      for (int i = 0; i < values.length; i++) {
        values[i] = (byte) bits(table, i);
      }
      return values;
    }

    private static float[][] planes(byte[] interleaved) {
      float[][] planes = new float[3][interleaved.length / 3];
      for (int i = 0; i < interleaved.length; i++) {
        planes[i % 3][i / 3] = interleaved[i] & 255;
      }
      return planes;
    }

    @Override
    public void packed(int x, int y, int length, byte[] target, int from) {
      for (int done = 0, run; done < length; done += run) {
        run = run(x + done, length - done);
        long places = places(seed, x + done, y);
        int first = 3 * first(places, x + done);
        int second = 3 * second(places, x + done);
        add(FIRST, first, SECOND, second, target, from + 3 * done, 3 * run);
      }
    }

    private static void add(
        byte[] a, int firstOfA, byte[] b, int firstOfB, byte[] target, int from, int length) {
      for (int i = 0; i < length; i++) {
        target[from + i] = (byte) (a[firstOfA + i] + b[firstOfB + i]);
      }
    }

    @Override
    public void plane(int channel, int x, int y, int length, float[] target) {
      for (int done = 0, run; done < length; done += run) {
        run = run(x + done, length - done);
        long places = places(seed, x + done, y);
        int first = first(places, x + done);
        int second = second(places, x + done);
        add(FIRST_PLANES[channel], first, SECOND_PLANES[channel], second, target, done, run);
      }
    }

    /** Without a branch, or the loop would not be vectorised. */
    private static void add(
        float[] a, int firstOfA, float[] b, int firstOfB, float[] target, int from, int length) {
      for (int i = 0; i < length; i++) {
        float sum = a[firstOfA + i] + b[firstOfB + i];
        target[from + i] = sum - 256 * Math.min(Math.max(sum - 255, 0), 1);
      }
    }
  }

  /**
   * Every channel normal about the mean, rounded and clipped to 0..255: the mean plus two normal
   * numbers of half the variance.
   */
  record Normal(long seed, Rgb mean) implements Canvas.PixelSource {
    private static final float[][] FIRST = normal(3);
    private static final float[][] SECOND = normal(4);

    /** Adding and subtracting it rounds to whole numbers: floats of that size have no fractions. */
    private static final float ROUNDER = 3 << 22;

    private static float[][] normal(long table) {
      float[][] planes = new float[3][PLACES + BLOCK];
      for (int channel = 0; channel < 3; channel++) {
        for (int i = 0; i < PLACES + BLOCK; i++) {
          float quantile = NormalQuantiles.of((int) (bits(table, 3L * i + channel) >>> 52));
          planes[channel][i] = (float) (quantile * STANDARD_DEVIATION / Math.sqrt(2));
        }
      }
      return planes;
    }

    private float mean(int channel) {
      double value = channel == 0 ? mean.blue() : channel == 1 ? mean.green() : mean.red();
      return (float) value;
    }

    @Override
    public void packed(int x, int y, int length, byte[] target, int from) {
      float[] plane = Scratch.get().floats;
      for (int channel = 0; channel < 3; channel++) {
        for (int done = 0; done < length; done += Scratch.PIXELS) {
          int count = Math.min(Scratch.PIXELS, length - done);
          plane(channel, x + done, y, count, plane);
          for (int i = 0; i < count; i++) {
            target[from + 3 * (done + i) + channel] = (byte) (int) plane[i];
          }
        }
      }
    }

    @Override
    public void plane(int channel, int x, int y, int length, float[] target) {
      for (int done = 0, run; done < length; done += run) {
        run = run(x + done, length - done);
        long places = places(seed, x + done, y);
        int first = first(places, x + done);
        int second = second(places, x + done);
        add(FIRST[channel], first, SECOND[channel], second, mean(channel), target, done, run);
      }
    }

    private static void add(
        float[] a,
        int firstOfA,
        float[] b,
        int firstOfB,
        float mean,
        float[] target,
        int from,
        int length) {
      for (int i = 0; i < length; i++) {
        float whole = mean + a[firstOfA + i] + b[firstOfB + i] + ROUNDER - ROUNDER;
        target[from + i] = Math.min(Math.max(whole, 0), 255);
      }
    }
  }
}
