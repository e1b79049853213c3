package dev.blindspot.train.fit;

import dev.blindspot.train.progress.Progress;

/** The steps of an epoch, wherever they are taken. */
interface EpochSteps {
  /** By how many an epoch raises the count of iterations, which learning rates go by. */
  int perEpoch();

  /**
   * Trains on every image once.
   *
   * @param epoch from 0
   * @param title of the progress
   * @param known what is said beside loss and speed; may be empty
   * @return mean loss over the images
   * @throws DivergenceException when the loss is no longer a number
   */
  double run(int epoch, String title, String known, Progress progress);
}
