package dev.blindspot.train.fit.batch;

import dev.blindspot.train.cluster.LocalFiles;
import java.io.IOException;
import java.io.Serializable;

/** The batches of a training, for any machine: it is sent to workers. */
public interface BatchSource extends Serializable {
  /** Tells this training from all others. */
  String key();

  /**
   * The batches on this machine.
   *
   * @throws IOException if the images cannot be read
   */
  TrainingBatches open(LocalFiles files) throws IOException;
}
