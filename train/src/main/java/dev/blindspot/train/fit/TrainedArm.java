package dev.blindspot.train.fit;

import java.nio.file.Path;
import java.util.List;

/**
 * A trained arm.
 *
 * @param history one record per epoch
 * @param keptEpoch the epoch whose weights were kept, from 1
 * @param ended why training ended
 * @param seconds all of it, validation included
 * @param model the saved model
 */
public record TrainedArm(
    List<EpochRecord> history, int keptEpoch, String ended, double seconds, Path model) {
  public TrainedArm {
    history = List.copyOf(history);
  }
}
