package dev.blindspot.augment;

/** Colours that painters and fills need. */
final class Colours {
  static final Rgb BLACK = new Rgb(0, 0, 0);

  private Colours() {}

  /** Writes the nearest colour of whole numbers into the first {@code length} bytes, as BGR. */
  static void repeat(Rgb colour, byte[] bgr, int length) {
    byte blue = (byte) (colour.blue() + 0.5);
    byte green = (byte) (colour.green() + 0.5);
    byte red = (byte) (colour.red() + 0.5);
    for (int i = 0; i < length; i += 3) {
      bgr[i] = blue;
      bgr[i + 1] = green;
      bgr[i + 2] = red;
    }
  }

  /** A colour whose channels are uniform in the whole numbers 0..255. */
  static Rgb random(long seed) {
    int rgb = (int) (SplitMix.bits(seed, 0) >>> 40);
    return new Rgb((rgb >> 16) & 255, (rgb >> 8) & 255, rgb & 255);
  }
}
