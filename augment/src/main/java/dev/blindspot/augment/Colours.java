package dev.blindspot.augment;

/** Colours that painters and fills need. */
final class Colours {
  static final Rgb BLACK = new Rgb(0, 0, 0);

  private Colours() {}

  /** The nearest colour of whole numbers, as {@code 0xRRGGBB}. */
  static int toPixel(Rgb colour) {
    return (int) (colour.red() + 0.5) << 16
        | (int) (colour.green() + 0.5) << 8
        | (int) (colour.blue() + 0.5);
  }

  /** The colour {@code 0xRRGGBB}. */
  static Rgb of(int rgb) {
    return new Rgb((rgb >> 16) & 255, (rgb >> 8) & 255, rgb & 255);
  }
}
