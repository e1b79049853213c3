package dev.blindspot.train.explore.image;

import dev.blindspot.train.data.image.DecodedImage;

/** How an arm's training images are augmented, for images of the gallery. */
public interface ArmAugmentation {
  /** Its name. */
  String arm();

  /**
   * An image as the arm would have been trained on it.
   *
   * @param index of the image
   * @param draw equal numbers give equal images
   * @throws RequestException if a file cannot be read any more
   */
  Augmented draw(int index, int draw);

  /**
   * An augmented image.
   *
   * @param image rounded to whole grey levels
   * @param drawn what the augmentations drew, in words; empty if the image is untouched
   */
  record Augmented(DecodedImage image, String drawn) {}
}
