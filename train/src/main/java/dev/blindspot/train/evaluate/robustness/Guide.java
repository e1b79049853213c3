package dev.blindspot.train.evaluate.robustness;

import dev.blindspot.explain.map.Attribution;
import dev.blindspot.train.data.image.DecodedImage;

/** What a classifier finds important in a picture. */
@FunctionalInterface
public interface Guide {
  /**
   * The map of one picture, of any resolution up to the picture's own.
   *
   * @param picture at the network's size
   * @param label the class whose evidence is looked for
   */
  Attribution map(DecodedImage picture, int label);
}
