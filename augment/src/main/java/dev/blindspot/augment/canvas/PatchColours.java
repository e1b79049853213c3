package dev.blindspot.augment.canvas;

import dev.blindspot.augment.geometry.Rgb;
import dev.blindspot.augment.random.SplitMix;

/** Colours that painters and fills need. */
public final class PatchColours {
  public static final Rgb BLACK = new Rgb(0, 0, 0);

  private PatchColours() {}

  /**
   * What a colour is in a channel: blue, green and red in the first three of at least three
   * channels, its luminance in every other one and in images of one or two channels.
   */
  static double value(Rgb colour, int channel, int channels) {
    if (channels < 3) {
      return colour.luminance();
    }
    return switch (channel) {
      case 0 -> colour.blue();
      case 1 -> colour.green();
      case 2 -> colour.red();
      default -> colour.luminance();
    };
  }

  /** The nearest colour of integers, as {@code 0xRRGGBB}. */
  static int toPixel(Rgb colour) {
    return (int) (colour.red() + 0.5) << 16
        | (int) (colour.green() + 0.5) << 8
        | (int) (colour.blue() + 0.5);
  }

  /** Writes a colour {@code 0xRRGGBB} into the first {@code length} bytes, as BGR. */
  static void repeat(int pixel, byte[] bgr, int length) {
    for (int i = 0; i < length; i += 3) {
      bgr[i] = (byte) pixel;
      bgr[i + 1] = (byte) (pixel >> 8);
      bgr[i + 2] = (byte) (pixel >> 16);
    }
  }

  /** A colour whose channels are uniform in the integers 0..255. */
  public static Rgb random(long seed) {
    int rgb = (int) (SplitMix.bits(seed, 0) >>> 40);
    return new Rgb((rgb >> 16) & 255, (rgb >> 8) & 255, rgb & 255);
  }
}
