package dev.blindspot.train.ablation.trial;

import dev.blindspot.train.ablation.store.EpochValues;
import java.util.Optional;

/** How the process of a trial tells of an epoch: one line among whatever else it prints. */
final class EpochLine {
  private static final String MARK = "@epoch";

  private EpochLine() {}

  /** The line of an epoch. */
  static String of(EpochValues e) {
    return String.join(
        "\t",
        MARK,
        Integer.toString(e.epoch()),
        Double.toString(e.trainLoss()),
        Double.toString(e.validationLoss()),
        Double.toString(e.validationAccuracy()),
        Double.toString(e.seconds()));
  }

  /** The epoch of a line; empty for other lines. */
  static Optional<EpochValues> parse(String line) {
    String[] parts = line.split("\t", -1);
    return parts.length == 6 && parts[0].equals(MARK)
        ? Optional.of(
            new EpochValues(
                Integer.parseInt(parts[1]),
                Double.parseDouble(parts[2]),
                Double.parseDouble(parts[3]),
                Double.parseDouble(parts[4]),
                Double.parseDouble(parts[5])))
        : Optional.empty();
  }
}
