package dev.blindspot.train;

import dev.blindspot.augment.geometry.Rgb;
import dev.blindspot.train.config.reader.ConfigReader;
import dev.blindspot.train.config.reader.LoadedConfig;
import dev.blindspot.train.data.image.DatasetStatistics;
import dev.blindspot.train.data.image.ImageReader;
import dev.blindspot.train.data.image.ImageStore;
import dev.blindspot.train.data.manifest.Manifest;
import dev.blindspot.train.data.manifest.Split;
import dev.blindspot.train.data.source.ManifestReader;
import dev.blindspot.train.fit.batch.ArmTraining;
import dev.blindspot.train.model.FirstWeights;
import dev.blindspot.train.model.ModelSpec;
import dev.blindspot.train.progress.Progress;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** A configuration that runs in a second, on drawn images of 32 pixels, for tests. */
public final class TinyRun {
  private static final String CACHE = "blindspot.cache";

  private static final String YAML =
      """
      name: tiny
      seed: 3
      data:
        source: {synthetic: {images: 40, size: 32, shortcut: watermark, shortcutRate: 1}}
        split: {validation: 0.2, test: 0.3}
      model: {inputSize: 32, width: 0.0625, batchNorm: true, dropout: 0.2}
      training:
        epochs: 2
        batchSize: 8
        optimiser: {adamw: {learningRate: 0.002}}
      augmentation: {horizontal-flip: {}}
      arms:
        reference: {}
        erasing: {augmentation: {random-erasing: {fill: mean}, mixup: {}}}
      evaluation: {batchSize: 16, fractions: [0, 0.3], draws: 1}
      explanation: {images: 2, measured: 4, windowPx: 16, stridePx: 8, faithfulness: 1, randomisation: 1}
      """;

  private TinyRun() {}

  /** Keeps drawn images in a folder that all tests of this process share. */
  public static void shareDrawings() {
    System.setProperty(CACHE, Drawings.FOLDER.toString());
  }

  /** Made when the first test needs it. */
  private static final class Drawings {
    static final Path FOLDER = sharedFolder("tests");
  }

  /** A new folder that is deleted when the process ends. */
  public static Path sharedFolder(String name) {
    try {
      Path folder = Files.createTempDirectory("blindspot-" + name);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Undoes {@link #shareDrawings}; the drawings stay for the next test. */
  public static void restore() {
    System.clearProperty(CACHE);
  }

  /** Writes the configuration into a folder. */
  public static Path write(Path folder) {
    try {
      Files.createDirectories(folder);
      return Files.writeString(folder.resolve("tiny.yaml"), YAML);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The configuration with some settings of its own. */
  public static LoadedConfig load(Path folder, String... sets) {
    return ConfigReader.read(write(folder), List.of(sets));
  }

  /** The images of a configuration. */
  public static Manifest manifest(LoadedConfig loaded) {
    return ManifestReader.read(
        loaded.config().data(), loaded.config().seed(), loaded.folder(), (done, total) -> {});
  }

  /** The training of one arm, as a run makes it. */
  public static ArmTraining arm(LoadedConfig loaded, String name, Path armFolder) {
    return arm(loaded, manifest(loaded), name, armFolder);
  }

  /** The same on other images. */
  public static ArmTraining arm(
      LoadedConfig loaded, Manifest manifest, String name, Path armFolder) {
    var config = loaded.config();
    ImageStore store =
        new ImageStore(
            new ImageReader(
                config.model().inputSize(), config.data().resize(), config.data().maxPixels()),
            1 << 26);
    FirstWeights weights =
        new FirstWeights(
            config.model().architecture(),
            config.model().weights(),
            loaded.folder(),
            Progress.NONE);
    ModelSpec spec =
        ModelSpec.of(
            config.model(), config.data().resize(), weights.preprocessing(), manifest.classes());
    Rgb mean = DatasetStatistics.of(store, manifest.in(Split.TRAIN)).mean();
    return new ArmTraining(
        name,
        Objects.requireNonNull(config.arms().get(name)),
        config.model(),
        spec,
        weights.parameters(spec, config.seed()),
        manifest.in(Split.TRAIN),
        manifest.in(Split.VALIDATION),
        store,
        mean,
        config.seed(),
        armFolder);
  }

  /** A file's lines without the columns that tell how fast the machine is. */
  public static List<String> historyWithoutTimes(Path arm) {
    try (Stream<String> lines = Files.lines(arm.resolve("history.csv"))) {
      return lines.map(line -> line.replaceFirst(",[^,]*,[^,]*$", "")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
