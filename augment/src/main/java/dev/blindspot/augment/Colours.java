package dev.blindspot.augment;

/** Colours that painters and fills need. */
final class Colours {
  static final Rgb BLACK = new Rgb(0, 0, 0);

  private Colours() {}

  /** The nearest whole number of a channel in 0..255, as an unsigned byte. */
  static byte toByte(double channel) {
    return (byte) (int) (channel + 0.5);
  }

  /** The colour {@code 0xRRGGBB}. */
  static Rgb of(int rgb) {
    return new Rgb((rgb >> 16) & 255, (rgb >> 8) & 255, rgb & 255);
  }
}
