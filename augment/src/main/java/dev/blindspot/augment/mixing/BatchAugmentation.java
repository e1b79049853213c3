package dev.blindspot.augment.mixing;

import java.io.Serializable;
import java.util.random.RandomGenerator;

/** An augmentation that mixes the images of a batch and their labels. */
public sealed interface BatchAugmentation extends Serializable permits MixUp, CutMix {

  /**
   * Draws partners, weights and boxes of one batch.
   *
   * @param batchSize number of images, at least 1
   * @param height of the images in pixels
   * @param width of the images in pixels
   */
  Mixing draw(int batchSize, int height, int width, RandomGenerator random);
}
