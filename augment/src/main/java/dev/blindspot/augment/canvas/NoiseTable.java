package dev.blindspot.augment.canvas;

import dev.blindspot.augment.geometry.Rgb;
import dev.blindspot.augment.random.Permutation;
import dev.blindspot.augment.random.SplitMix;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Random pixels in integers, drawn once: the noise of a row of an image is a piece of them, and
 * where it begins is a hash of seed and row. So painting noise is copying, and every target gets
 * the same noise whatever the order in which its pixels are painted.
 *
 * <p>Each channel holds every value exactly as often as its law says, in a random order of its own.
 * There are {@value #SIZE} pieces, which overlap: the noise of every image comes from one table of
 * so many values a channel, and is not fresh for each pixel as in the papers; of two rows of 224
 * pixels one pair in 290 has pixels in common, shifted against each other.
 */
public final class NoiseTable {
  /** Pixels of a row that are one piece: x from a multiple of this to the next one. */
  static final int BLOCK = 1024;

  /**
   * Standard deviation of normal noise: the mean of ImageNet's channels (58.4, 57.1, 57.4 in
   * 0..255), so that the noise is about N(0, 1) after the usual normalisation.
   */
  private static final double STANDARD_DEVIATION = 57.6;

  private static final int SIZE_BITS = 17;
  private static final int SIZE = 1 << SIZE_BITS;

  /** Distance of the planes; behind the pieces' beginnings the first pixels come again. */
  private static final int PLANE = SIZE + BLOCK;

  /** Mean colours that tables are kept for; a program has one or two. */
  private static final int MOST_MEANS = 8;

  private static final Map<Rgb, NoiseTable> NORMAL = new ConcurrentHashMap<>();

  private final byte[] packed = new byte[3 * PLANE];
  private final float[] planes = new float[3 * PLANE];

  /** Null where the channels do not depend on a colour. */
  private final @Nullable Rgb mean;

  /** When it is needed first. */
  private static final class Uniform {
    static final NoiseTable TABLE =
        new NoiseTable(null, rank -> rank & 255, rank -> rank & 255, rank -> rank & 255);
  }

  /** The value of each of {@code 0..SIZE-1} ranks, for every channel. */
  private NoiseTable(
      @Nullable Rgb mean, IntUnaryOperator blue, IntUnaryOperator green, IntUnaryOperator red) {
    this.mean = mean;
    fill(0, blue);
    fill(1, green);
    fill(2, red);
  }

  private void fill(int channel, IntUnaryOperator valueOfRank) {
    int[] order = Permutation.draw(SIZE, new SplittableRandom(channel));
    for (int i = 0; i < PLANE; i++) {
      int value = valueOfRank.applyAsInt(order[i & (SIZE - 1)]);
      packed[3 * i + channel] = (byte) value;
      planes[channel * PLANE + i] = value;
    }
  }

  /** Noise of which every channel is uniform in 0..255. */
  public static NoiseTable uniform() {
    return Uniform.TABLE;
  }

  /** Noise of which every channel is normal about the colour's, rounded and clipped to 0..255. */
  public static NoiseTable normal(Rgb mean) {
    NoiseTable known = NORMAL.get(mean);
    if (known != null) {
      return known;
    }
    if (NORMAL.size() >= MOST_MEANS) {
      NORMAL.clear();
    }
    return NORMAL.computeIfAbsent(
        mean, m -> new NoiseTable(m, normal(m.blue()), normal(m.green()), normal(m.red())));
  }

  private static IntUnaryOperator normal(double mean) {
    return rank -> {
      float z = NormalQuantiles.of(rank & (NormalQuantiles.SIZE - 1));
      long value = Math.round(mean + z * STANDARD_DEVIATION);
      return (int) Math.max(0, Math.min(255, value));
    };
  }

  /** Noise of the same law for channels that are no colours: about the mean's luminance. */
  NoiseTable grey() {
    return mean == null ? this : normal(mean.grey());
  }

  /** The piece's place of a pixel; {@code x + 1} comes behind it up to the end of the block. */
  int place(long seed, int x, int y) {
    long hash = SplitMix.bits(seed, ((long) y << 32) | (x / BLOCK));
    return (int) (hash >>> (64 - SIZE_BITS)) + x % BLOCK;
  }

  /** Blue, green and red of each pixel; those of a place begin at three times its number. */
  byte[] packed() {
    return packed;
  }

  /** The values of all pixels' channels: 0 blue, 1 green, 2 red. */
  float[] planes() {
    return planes;
  }

  /** Where a channel's value of a place is among the planes. */
  static int inPlane(int channel, int place) {
    return channel * PLANE + place;
  }
}
