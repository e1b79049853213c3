package dev.blindspot.augment;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Random numbers by place instead of by order, so that every target gets the same noise whatever
 * the order in which its pixels are painted.
 *
 * <p>The noise of a pixel is the exclusive or of two numbers from two fixed tables of random
 * numbers. Where a row of pixels starts in either table is a hash of seed and row (the finaliser of
 * SplitMix64; Steele, Lea and Flood 2014): 2^26 pairs of places. So there is no hash for each
 * pixel, and eight numbers are combined at a time.
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

  /** Every channel uniform in 0..255. */
  record Uniform(long seed) implements Canvas.PixelSource {
    private static final VarHandle EIGHT =
        MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final byte[] FIRST = table(1);
    private static final byte[] SECOND = table(2);

    private static byte[] table(long seed) {
      byte[] values = new byte[3 * (PLACES + BLOCK)];
      for (int i = 0; i < values.length; i++) {
        values[i] = (byte) bits(seed, i);
      }
      return values;
    }

    @Override
    public void packed(int x, int y, int length, byte[] target, int from) {
      for (int done = 0, run; done < length; done += run) {
        run = run(x + done, length - done);
        long places = places(seed, x + done, y);
        int first = 3 * first(places, x + done);
        int second = 3 * second(places, x + done);
        combine(first, second, target, from + 3 * done, 3 * run);
      }
    }

    private static void combine(int first, int second, byte[] target, int from, int length) {
      int i = 0;
      for (; i <= length - 8; i += 8) {
        long eight = (long) EIGHT.get(FIRST, first + i) ^ (long) EIGHT.get(SECOND, second + i);
        EIGHT.set(target, from + i, eight);
      }
      for (; i < length; i++) {
        target[from + i] = (byte) (FIRST[first + i] ^ SECOND[second + i]);
      }
    }

    @Override
    public void plane(int channel, int x, int y, int length, float[] target) {
      for (int done = 0, run; done < length; done += run) {
        run = run(x + done, length - done);
        long places = places(seed, x + done, y);
        int first = 3 * first(places, x + done) + channel;
        int second = 3 * second(places, x + done) + channel;
        combine(first, second, target, done, run);
      }
    }

    private static void combine(int first, int second, float[] target, int from, int length) {
      for (int i = 0; i < length; i++) {
        target[from + i] = (FIRST[first + 3 * i] ^ SECOND[second + 3 * i]) & 255;
      }
    }
  }

  /** Every channel normal about the mean, rounded and clipped to 0..255. */
  record Normal(long seed, Rgb mean) implements Canvas.PixelSource {
    private static final short[] FIRST = table(3);
    private static final short[] SECOND = table(4);

    private static short[] table(long seed) {
      short[] values = new short[3 * (PLACES + BLOCK)];
      for (int i = 0; i < values.length; i++) {
        values[i] = (short) (bits(seed, i) >>> 52);
      }
      return values;
    }

    @Override
    public void packed(int x, int y, int length, byte[] target, int from) {
      NormalLevels levels = NormalLevels.of(mean);
      for (int done = 0, run; done < length; done += run) {
        run = run(x + done, length - done);
        long places = places(seed, x + done, y);
        for (int channel = 0; channel < 3; channel++) {
          int first = 3 * first(places, x + done) + channel;
          int second = 3 * second(places, x + done) + channel;
          look(levels.of(channel), first, second, target, from + 3 * done + channel, 3 * run);
        }
      }
    }

    private static void look(
        byte[] levels, int first, int second, byte[] target, int from, int length) {
      for (int i = 0; i < length; i += 3) {
        target[from + i] = levels[(FIRST[first + i] ^ SECOND[second + i]) & 4095];
      }
    }

    @Override
    public void plane(int channel, int x, int y, int length, float[] target) {
      byte[] level = NormalLevels.of(mean).of(channel);
      for (int done = 0, run; done < length; done += run) {
        run = run(x + done, length - done);
        long places = places(seed, x + done, y);
        int first = 3 * first(places, x + done) + channel;
        int second = 3 * second(places, x + done) + channel;
        look(level, first, second, target, done, run);
      }
    }

    private static void look(
        byte[] levels, int first, int second, float[] target, int from, int length) {
      for (int i = 0; i < length; i++) {
        target[from + i] = levels[(FIRST[first + 3 * i] ^ SECOND[second + 3 * i]) & 4095] & 255;
      }
    }
  }
}
