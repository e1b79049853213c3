package dev.blindspot.augment;

/**
 * The bytes of normal noise about a mean colour, for 4096 equally probable quantiles. A thread
 * keeps those that it used last: a data set has one mean.
 */
final class NormalLevels {
  private static final ThreadLocal<NormalLevels> LAST =
      ThreadLocal.withInitial(() -> new NormalLevels(Colours.BLACK));

  private final Rgb mean;
  private final byte[][] levels;

  private NormalLevels(Rgb mean) {
    this.mean = mean;
    this.levels = new byte[][] {levels(mean.blue()), levels(mean.green()), levels(mean.red())};
  }

  /** The levels of a mean colour. */
  static NormalLevels of(Rgb mean) {
    NormalLevels last = LAST.get();
    if (!last.mean.equals(mean)) {
      last = new NormalLevels(mean);
      LAST.set(last);
    }
    return last;
  }

  /** One channel's (0 blue, 1 green, 2 red): the value of each quantile, as an unsigned byte. */
  byte[] of(int channel) {
    return levels[channel];
  }

  private static byte[] levels(double mean) {
    byte[] levels = new byte[NormalQuantiles.SIZE];
    for (int i = 0; i < levels.length; i++) {
      double value = mean + NormalQuantiles.of(i) * Noise.STANDARD_DEVIATION;
      levels[i] = (byte) Math.max(0, Math.min(255, Math.round(value)));
    }
    return levels;
  }
}
