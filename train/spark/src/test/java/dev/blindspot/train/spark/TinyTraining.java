package dev.blindspot.train.spark;

import dev.blindspot.train.cluster.Cluster;
import dev.blindspot.train.config.reader.ConfigReader;
import dev.blindspot.train.progress.Progress;
import dev.blindspot.train.run.folder.IfExists;
import dev.blindspot.train.run.job.MainJob;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * The training of a small network on drawn images.
 *
 * @param folder of the configuration and the runs
 */
record TinyTraining(Path folder) {
  private static final String RUN =
      """
      name: shared
      seed: 3
      data:
        source: {synthetic: {images: 48, size: 32, shortcut: background, shortcutRate: 1}}
        split: {validation: 0.25, test: 0.15}
      model: {inputSize: 32, width: 0.0625, batchNorm: true}
      training:
        epochs: 2
        batchSize: 4
        optimiser: {adamw: {learningRate: 0.005}}
        averaging: {frequency: 2}
      augmentation:
        horizontal-flip: {probability: 0.5}
        random-erasing: {probability: 0.5}
        mixup: {probability: 0.5}
      arms: {only: {}}
      evaluation: {batchSize: 16, fractions: [0, 0.3], draws: 1}
      explanation: {images: 2, measured: 2, windowPx: 16, stridePx: 16, scan: null}
      """;

  /** Column of the history. */
  static final int LOSS = 1;

  /** Settings with which the images are as they were drawn. */
  static final String PLAIN =
      "augmentation={horizontal-flip: null, random-erasing: null, mixup: null}";

  /** A job with some settings of its own. */
  MainJob job(Progress progress, @Nullable Cluster on, String... sets) throws IOException {
    Path config = folder.resolve("shared.yaml");
    Files.writeString(config, RUN);
    return new MainJob(ConfigReader.read(config, List.of(sets)), progress, on);
  }

  /** Trains; returns the run's folder. */
  Path train(String out, @Nullable Cluster on, String... sets) throws IOException {
    return job(Progress.NONE, on, sets).train(folder.resolve(out), IfExists.REFUSE);
  }

  /** The history without the columns that tell how fast the machine is, by epoch. */
  static List<String> history(Path run) throws IOException {
    List<String> lines = Files.readAllLines(run.resolve("arms/only/history.csv"));
    return new ArrayList<>(
        lines.stream().map(line -> line.replaceFirst(",[^,]*,[^,]*$", "")).toList());
  }

  /** A column of the last epoch. */
  static double last(Path run, int column) throws IOException {
    List<String> lines = history(run);
    return Double.parseDouble(lines.get(lines.size() - 1).split(",", -1)[column]);
  }

  /** The weights in a saved model. */
  static byte[] weights(Path run) throws IOException {
    try (ZipFile zip = new ZipFile(run.resolve("arms/only/model.zip").toFile())) {
      ZipEntry entry = zip.getEntry("coefficients.bin");
      try (InputStream in = zip.getInputStream(entry)) {
        return in.readAllBytes();
      }
    }
  }
}
