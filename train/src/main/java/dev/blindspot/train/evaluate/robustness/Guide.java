package dev.blindspot.train.evaluate.robustness;

import dev.blindspot.explain.map.Attribution;
import dev.blindspot.train.data.image.DecodedImage;

/** What a classifier finds important in an image. */
@FunctionalInterface
public interface Guide {
  /**
   * The map of one image, of any resolution up to the image's own.
   *
   * @param image at the network's size
   * @param label the class whose evidence is looked for
   */
  Attribution map(DecodedImage image, int label);
}
