package dev.blindspot.train.evaluate;

import dev.blindspot.explain.Attribution;
import dev.blindspot.train.data.Picture;

/** What a classifier finds important in a picture. */
@FunctionalInterface
public interface Guide {
  /**
   * The map of one picture, of any resolution up to the picture's own.
   *
   * @param picture at the network's size
   * @param label the class whose evidence is looked for
   */
  Attribution map(Picture picture, int label);
}
