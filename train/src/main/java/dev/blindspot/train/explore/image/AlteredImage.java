package dev.blindspot.train.explore.image;

/**
 * An image of the gallery with something done to the whole of it.
 *
 * @param index of the image
 * @param alteration what is done
 */
public record AlteredImage(int index, Alteration alteration) {
  public AlteredImage {
    alteration = alteration.normal();
  }

  /** The image as it is. */
  public static AlteredImage untouched(int index) {
    return new AlteredImage(index, Alteration.NONE);
  }
}
