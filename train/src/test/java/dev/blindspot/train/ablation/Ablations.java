package dev.blindspot.train.ablation;

import dev.blindspot.train.TinyRun;
import dev.blindspot.train.config.reader.AblationReader;
import dev.blindspot.train.config.reader.LoadedAblation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Ablations of the tiny run, for tests. */
public final class Ablations {
  public static final String SPACE =
      """
      space:
        augmentation.random-erasing: {choice: [null, {fill: mean}]}
        augmentation.random-erasing.probability: {uniform: [0.1, 0.9]}
        training.batchSize: {integer: [4, 9]}
        training.optimiser.adamw.learningRate: {log-uniform: [0.0001, 0.01]}
        training.l2: {grid: [0, 0.001, 0.01]}
      """;

  private Ablations() {}

  /** The file of an ablation with these lines. */
  static Path write(Path folder, String lines) {
    TinyRun.write(folder);
    try {
      return Files.writeString(
          folder.resolve("ablation.yaml"), "name: tried\nbase: tiny.yaml\n" + lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static LoadedAblation read(Path folder, String lines, String... sets) {
    return AblationReader.read(write(folder, lines), List.of(sets));
  }
}
