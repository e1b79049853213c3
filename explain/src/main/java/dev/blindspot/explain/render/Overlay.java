package dev.blindspot.explain.render;

import dev.blindspot.explain.map.Attribution;
import dev.blindspot.explain.map.Interpolation;
import java.awt.image.BufferedImage;
import java.util.Objects;

/**
 * A map laid over its image. The image loses its colours, so that every colour seen is the map's,
 * and it stays visible: the weaker the map, the more it shines through.
 *
 * @param scale colours of the numbers
 * @param opacity of the strongest colour, 0..1
 */
public record Overlay(ColourScale scale, double opacity) {
  private static final double DIMMING = 0.9;

  public Overlay {
    Objects.requireNonNull(scale, "scale must not be null");
    if (!(opacity >= 0 && opacity <= 1)) {
      throw new IllegalArgumentException("opacity must be between 0 and 1, was " + opacity);
    }
  }

  /** An overlay under which the image can still be read everywhere. */
  public static Overlay of(ColourScale scale) {
    return new Overlay(scale, 0.8);
  }

  /**
   * Draws the map over the image, at the image's size. A map with NaN cannot be drawn; a flat one
   * says nothing: in both cases the grey image comes back alone.
   */
  public BufferedImage draw(BufferedImage image, Attribution map) {
    int width = image.getWidth();
    int height = image.getHeight();
    BufferedImage out = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    boolean shown = map.finite() && !map.flat();
    Attribution large = map.upsampled(height, width, Interpolation.BICUBIC);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int grey = grey(image.getRGB(x, y));
        out.setRGB(x, y, shown ? blend(grey, large.at(y, x)) : rgb(grey, grey, grey));
      }
    }
    return out;
  }

  private int blend(int grey, double value) {
    double alpha = opacity * cover(scale.strength(value));
    int colour = scale.rgb(value);
    return rgb(
        mix(alpha, colour >> 16 & 255, grey),
        mix(alpha, colour >> 8 & 255, grey),
        mix(alpha, colour & 255, grey));
  }

  /**
   * Weak values of a sequential map are dark and need more cover than the pale ones of a diverging
   * map.
   */
  private double cover(double strength) {
    return scale.colours().sequential() ? strength * (2 - strength) : strength;
  }

  private static int mix(double alpha, int above, int below) {
    return (int) Math.round(alpha * above + (1 - alpha) * below);
  }

  private static int grey(int rgb) {
    double luma = 0.299 * (rgb >> 16 & 255) + 0.587 * (rgb >> 8 & 255) + 0.114 * (rgb & 255);
    return (int) Math.round(DIMMING * luma);
  }

  private static int rgb(int red, int green, int blue) {
    return red << 16 | green << 8 | blue;
  }
}
