package dev.blindspot.train.fit;

import dev.blindspot.train.io.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** {@code history.csv}: one line per epoch. */
final class HistoryFile {
  private HistoryFile() {}

  static void write(Path file, List<EpochRecord> history) throws IOException {
    StringBuilder text =
        new StringBuilder(
            "epoch,train_loss,validation_loss,validation_accuracy,learning_rate,seconds,images_per_second\n");
    for (EpochRecord e : history) {
      text.append(
          String.format(
              Locale.ROOT,
              "%d,%.6f,%.6f,%.6f,%.6g,%.2f,%.1f\n",
              e.epoch(),
              e.trainLoss(),
              e.validationLoss(),
              e.validationAccuracy(),
              e.learningRate(),
              e.seconds(),
              e.imagesPerSecond()));
    }
    AtomicFile.writeText(file, text.toString());
  }
}
