package dev.blindspot.explain.render;

import dev.blindspot.explain.map.Attribution;
import dev.blindspot.explain.map.Interpolation;
import java.awt.image.BufferedImage;
import java.util.Objects;

/**
 * A map laid over its image. The image keeps part of its colours and steps back a little, so that
 * it can be recognised and the strongest colours seen are still the map's: half of the scale covers
 * most of it, and weak values leave it alone.
 *
 * @param scale colours of the numbers
 * @param opacity of the strongest colour, 0..1
 */
public record Overlay(ColourScale scale, double opacity) {
  /** Share of the image's own colours that is kept; the rest is grey. */
  private static final double KEPT_COLOUR = 0.45;

  /** Where the colours of a diverging map start, as a share of their way from white to the end. */
  private static final double VIVID = 0.5;

  private static final double DIMMING = 0.9;

  public Overlay {
    Objects.requireNonNull(scale, "scale must not be null");
    if (!(opacity >= 0 && opacity <= 1)) {
      throw new IllegalArgumentException("opacity must be between 0 and 1, was " + opacity);
    }
  }

  /** An overlay under which the image can still be read everywhere. */
  public static Overlay of(ColourScale scale) {
    return new Overlay(scale, 0.85);
  }

  /**
   * Draws the map over the image, at the image's size. A map with NaN cannot be drawn; a flat one
   * says nothing: in both cases the image comes back alone.
   */
  public BufferedImage draw(BufferedImage image, Attribution map) {
    int width = image.getWidth();
    int height = image.getHeight();
    BufferedImage out = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    boolean shown = map.finite() && !map.flat();
    Attribution large = map.upsampled(height, width, Interpolation.BICUBIC);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int below = muted(image.getRGB(x, y));
        out.setRGB(x, y, shown ? blend(below, large.at(y, x)) : below);
      }
    }
    return out;
  }

  private int blend(int below, double value) {
    double strength = scale.strength(value);
    double alpha = opacity * cover(strength);
    int above = scale.colours().sequential() ? scale.rgb(value) : vivid(value, strength);
    return rgb(
        mix(alpha, above >> 16 & 255, below >> 16 & 255),
        mix(alpha, above >> 8 & 255, below >> 8 & 255),
        mix(alpha, above & 255, below & 255));
  }

  /**
   * The middle of a diverging map is white, which would lie over the image as a fog: over an image,
   * how weak a value is shows in its opacity, and its colour starts apart from white.
   */
  private int vivid(double value, double strength) {
    double apart = VIVID + (1 - VIVID) * strength;
    double middle = (scale.low() + scale.high()) / 2;
    return scale.colours().rgb(0.5 + (value < middle ? -0.5 : 0.5) * apart);
  }

  /** Steep at first, so that a moderate value is seen over a colourful image. */
  private static double cover(double strength) {
    return 1 - Math.pow(1 - strength, 1.5);
  }

  private static int mix(double alpha, int above, int below) {
    return (int) Math.round(alpha * above + (1 - alpha) * below);
  }

  private static int muted(int rgb) {
    int red = rgb >> 16 & 255;
    int green = rgb >> 8 & 255;
    int blue = rgb & 255;
    double luma = 0.299 * red + 0.587 * green + 0.114 * blue;
    return rgb(dimmed(red, luma), dimmed(green, luma), dimmed(blue, luma));
  }

  private static int dimmed(int channel, double luma) {
    return (int) Math.round(DIMMING * (KEPT_COLOUR * channel + (1 - KEPT_COLOUR) * luma));
  }

  private static int rgb(int red, int green, int blue) {
    return red << 16 | green << 8 | blue;
  }
}
