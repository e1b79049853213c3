package dev.blindspot.augment;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Noise of which every channel is normal about a mean colour's, rounded and clipped to 0..255. Each
 * pixel gets one of 4096 equally probable colours, whose channels run through the 4096 quantiles of
 * their distributions, each in an order of its own: a rank-1 lattice (Korobov 1959), which fills
 * the cube of the three ranks evenly, so that the channels do not depend on each other.
 */
final class NormalNoise implements Canvas.PixelSource {
  /**
   * Of all odd multipliers the one whose lattice is the most even: each of 8 x 8 x 8 cells has 6 to
   * 10 of the 4096 colours, and the channels' correlations are below 0.001.
   */
  private static final int LATTICE = 2439;

  private static final int SIZE = NormalQuantiles.SIZE;

  /** Four numbers of two bytes each; the lowest comes first. */
  private static final VarHandle FOUR =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final VarHandle ONE =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

  private static final VarHandle PIXEL =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  // Random numbers of two bytes: a view of four at a time is what they are read by.
  private static final byte[] FIRST = table(3);
  private static final byte[] SECOND = table(4);

  /** What a thread used last: a data set has one mean. */
  private static final ThreadLocal<NormalNoise> LAST =
      ThreadLocal.withInitial(() -> new NormalNoise(Colours.BLACK));

  private final Rgb mean;

  /** The colours as {@code 0xRRGGBB}, and their channels. */
  private final int[] colours = new int[SIZE];

  private final float[] blue;
  private final float[] green;
  private final float[] red;

  private NormalNoise(Rgb mean) {
    this.mean = mean;
    this.blue = levels(mean.blue(), 1);
    this.green = levels(mean.green(), LATTICE);
    this.red = levels(mean.red(), LATTICE * LATTICE);
    for (int i = 0; i < SIZE; i++) {
      colours[i] = (int) blue[i] | (int) green[i] << 8 | (int) red[i] << 16;
    }
  }

  /** The noise about a mean colour. */
  static NormalNoise about(Rgb mean) {
    NormalNoise last = LAST.get();
    if (!last.mean.equals(mean)) {
      last = new NormalNoise(mean);
      LAST.set(last);
    }
    return last;
  }

  private static byte[] table(long seed) {
    byte[] values = new byte[2 * Noise.TABLE];
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) Noise.bits(seed, i);
    }
    return values;
  }

  private static float[] levels(double mean, int step) {
    float[] levels = new float[SIZE];
    for (int i = 0; i < SIZE; i++) {
      double z = NormalQuantiles.of(i * step & (SIZE - 1));
      double value = mean + z * Noise.STANDARD_DEVIATION;
      levels[i] = Math.max(0, Math.min(255, Math.round(value)));
    }
    return levels;
  }

  @Override
  public void packed(long seed, int x, int y, int length, byte[] target, int from) {
    long places = Noise.places(seed, x, y);
    int first = Noise.first(places, x);
    int second = Noise.second(places, x);
    int i = 0;
    for (; i < length - 4; i += 4) { // not the last pixel: each writes a byte of the next one
      long four = four(first + i, second + i);
      int at = from + 3 * i;
      PIXEL.set(target, at, colours[(int) four & (SIZE - 1)]);
      PIXEL.set(target, at + 3, colours[(int) (four >>> 16) & (SIZE - 1)]);
      PIXEL.set(target, at + 6, colours[(int) (four >>> 32) & (SIZE - 1)]);
      PIXEL.set(target, at + 9, colours[(int) (four >>> 48) & (SIZE - 1)]);
    }
    for (; i < length; i++) {
      int colour = colours[one(first + i, second + i)];
      int at = from + 3 * i;
      target[at] = (byte) colour;
      target[at + 1] = (byte) (colour >> 8);
      target[at + 2] = (byte) (colour >> 16);
    }
  }

  @Override
  public void planes(long seed, int x, int y, int length, float[] target) {
    long places = Noise.places(seed, x, y);
    int first = Noise.first(places, x);
    int second = Noise.second(places, x);
    for (int i = 0; i < length; i++) {
      int number = one(first + i, second + i);
      target[i] = blue[number];
      target[length + i] = green[number];
      target[2 * length + i] = red[number];
    }
  }

  /** The random numbers of four pixels, of which the lowest 12 bits of 16 count. */
  private static long four(int first, int second) {
    return (long) FOUR.get(FIRST, 2 * first) ^ (long) FOUR.get(SECOND, 2 * second);
  }

  private static int one(int first, int second) {
    return ((short) ONE.get(FIRST, 2 * first) ^ (short) ONE.get(SECOND, 2 * second)) & (SIZE - 1);
  }
}
