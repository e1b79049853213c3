package dev.blindspot.datasets.drawing;

/** A colour, 0..255 per channel in OpenCV's order; values outside are clipped when painted. */
public record Tint(double blue, double green, double red) {
  public static final Tint BLACK = hex(0x101114);
  public static final Tint WHITE = hex(0xFFFFFF);
  public static final Tint RUBBER = hex(0x1A1A1C);

  public static Tint hex(int rgb) {
    return new Tint(rgb & 0xFF, (rgb >> 8) & 0xFF, (rgb >> 16) & 0xFF);
  }

  public Tint scaled(double factor) {
    return new Tint(blue * factor, green * factor, red * factor);
  }

  public Tint mix(Tint other, double share) {
    return new Tint(
        blue + (other.blue - blue) * share,
        green + (other.green - green) * share,
        red + (other.red - red) * share);
  }

  /** A slightly different colour of the same kind. */
  public Tint varied(Dice dice, double spread) {
    double brightness = 1 + dice.between(-spread, spread);
    return new Tint(
        blue * brightness * (1 + dice.between(-spread, spread) / 2),
        green * brightness * (1 + dice.between(-spread, spread) / 2),
        red * brightness * (1 + dice.between(-spread, spread) / 2));
  }

  public double luma() {
    return 0.114 * blue + 0.587 * green + 0.299 * red;
  }
}
