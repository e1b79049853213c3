package dev.blindspot.train.evaluate.corruption;

import dev.blindspot.train.data.image.DecodedImage;

/**
 * Whose constants corruptions have. The authors of ImageNet-C (Hendrycks and Dietterich 2019,
 * arXiv:1903.12261) published other ones for smaller images, because what leaves 224 pixels
 * readable leaves nothing of 32. The longer side of an image chooses: up to 32 pixels CIFAR-10-C,
 * from 33 to 64 Tiny-ImageNet-C, from 65 ImageNet-C. Scores on both sides of a boundary do not
 * compare.
 *
 * <p>Lengths in pixels are those of the authors at the side for which they are and in proportion to
 * the longer side at others. The authors' variant for 299 pixels (slightly stronger, with lengths
 * that grow by less than the side) is not offered: such images have ImageNet-C's strengths.
 */
public enum CorruptionConstants {
  /** The constants for 224 pixels. */
  IMAGENET_C("ImageNet-C", 224),
  /** The constants for 64 pixels. */
  TINY_IMAGENET_C("Tiny-ImageNet-C", 64),
  /** The constants for 32 pixels. */
  CIFAR_10_C("CIFAR-10-C", 32);

  private final String title;
  private final int sidePx;

  CorruptionConstants(String title, int sidePx) {
    this.title = title;
    this.sidePx = sidePx;
  }

  /** The constants of images with this longer side. */
  public static CorruptionConstants of(int longerSidePx) {
    if (longerSidePx <= CIFAR_10_C.sidePx) {
      return CIFAR_10_C;
    }
    return longerSidePx <= TINY_IMAGENET_C.sidePx ? TINY_IMAGENET_C : IMAGENET_C;
  }

  static CorruptionConstants of(DecodedImage image) {
    return of(Math.max(image.height(), image.width()));
  }

  /** As the authors call the set of images. */
  public String title() {
    return title;
  }

  /** How much longer than at the side for which they are a length in pixels is. */
  double scale(DecodedImage image) {
    return (double) Math.max(image.height(), image.width()) / sidePx;
  }
}
