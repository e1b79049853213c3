package dev.blindspot.augment.mixing;

/** How often the weight (and box) of a mixing is drawn. */
public enum Pairing {
  /** Once per batch, as in the authors' code of MixUp and CutMix. */
  PER_BATCH,
  /** Once per pair of images. */
  PER_PAIR;

  /** The number of draws for a batch. */
  int draws(int batchSize) {
    return this == PER_BATCH ? 1 : batchSize;
  }
}
