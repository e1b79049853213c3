package dev.blindspot.train.run.job;

import static java.util.Objects.requireNonNull;

import dev.blindspot.augment.geometry.Rgb;
import dev.blindspot.train.config.RunConfig;
import dev.blindspot.train.config.reader.LoadedAblation.Example;
import dev.blindspot.train.config.reader.LoadedConfig;
import dev.blindspot.train.data.image.ImageStore;
import dev.blindspot.train.data.manifest.LeftOut;
import dev.blindspot.train.data.manifest.Manifest;
import dev.blindspot.train.data.manifest.ManifestRow;
import dev.blindspot.train.data.manifest.Split;
import dev.blindspot.train.error.UserError;
import dev.blindspot.train.evaluate.metrics.Evaluation;
import dev.blindspot.train.evaluate.metrics.Means;
import dev.blindspot.train.evaluate.metrics.Metrics;
import dev.blindspot.train.evaluate.robustness.OcclusionRun;
import dev.blindspot.train.evaluate.robustness.RobustnessRun;
import dev.blindspot.train.fit.EpochRecord;
import dev.blindspot.train.fit.TrainedArm;
import dev.blindspot.train.fit.Trainer;
import dev.blindspot.train.fit.batch.ArmTraining;
import dev.blindspot.train.progress.Progress;
import dev.blindspot.train.run.folder.Fingerprint;
import dev.blindspot.train.run.folder.RunLock;
import dev.blindspot.train.run.folder.SharedImages;
import dev.blindspot.train.run.measure.ArmEvaluation;
import dev.blindspot.train.run.measure.EvaluatedModel;
import dev.blindspot.train.run.prepare.EvaluationInputs;
import dev.blindspot.train.run.prepare.Preparation;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Consumer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One training of one arm, measured, with images that many trainings share: checked, split and
 * decoded once. A trial that was killed goes on from its last epoch; one that is done is only
 * measured.
 */
public final class TrialJob {
  private final LoadedConfig loaded;
  private final Path shared;
  private final Progress progress;

  /**
   * @param loaded a run; its first arm is trained
   * @param shared a folder made by {@link #share} for the same data and size of images
   */
  public TrialJob(LoadedConfig loaded, Path shared, Progress progress) {
    this.loaded = loaded;
    this.shared = shared;
    this.progress = progress;
  }

  /** Which images a trial is measured on. */
  public enum On {
    /** To choose by. */
    VALIDATION,
    /** To report: the test split, or validation where there is none. */
    TEST
  }

  /**
   * What was measured.
   *
   * @param weights SHA-256 of the first weights
   * @param evaluation on the images that were asked for
   * @param occlusionAuc normalised area under accuracy over the hidden fraction
   * @param correct per image: 1 when classified correctly, else 0
   * @param areas per image: its normalised area under the occlusion curve
   * @param worstPlace mean of {@code worst}; NaN when it was not searched
   * @param worst per image of a sample: share of the square's sides at which it is right wherever
   *     the square is, with the first fill; empty when it was not searched
   * @param trained the training behind it
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  public record Measured(
      String weights,
      Evaluation evaluation,
      double occlusionAuc,
      double[] correct,
      double[] areas,
      double worstPlace,
      double[] worst,
      TrainedArm trained) {}

  /**
   * Prepares the images of a run for its trials; does nothing when that was done before.
   *
   * @return number of images
   */
  public static int share(LoadedConfig loaded, Path shared, Progress progress) {
    try {
      SharedImages images = new SharedImages(shared);
      if (!images.exist()) {
        Manifest manifest = Preparation.manifest(loaded, LeftOut.in(shared), progress);
        requireHeldOut(manifest);
        List<ManifestRow> labelled =
            manifest.rows().stream().filter(row -> row.split() != Split.UNLABELLED).toList();
        images.write(manifest, labelled, decoded(loaded.config(), labelled, progress));
      }
      return images.count();
    } catch (IOException e) {
      throw new UserError(
          "the shared images in %s cannot be written: %s".formatted(shared, e.getMessage()), e);
    }
  }

  /**
   * Whether there are images that no choice is made by.
   *
   * @param shared a folder made by {@link #share}
   */
  public static boolean hasTestImages(Path shared) {
    return new SharedImages(shared).rows().stream().anyMatch(row -> row.split() == Split.TEST);
  }

  /**
   * Refuses trials that would measure with what they were trained on, before any is trained.
   *
   * @param run whose images are in {@code shared}
   * @param shared a folder made by {@link #share}
   * @throws UserError with the place of the first that is refused
   */
  public static void requireUnseen(LoadedConfig run, Path shared, List<Example> trials) {
    try {
      Rgb mean = new TrialJob(run, shared, Progress.NONE).prepared().datasetMean();
      for (Example trial : trials) {
        requireUnseen(trial, mean);
      }
    } catch (IOException e) {
      throw new UserError(
          "the shared images in %s cannot be read: %s".formatted(shared, e.getMessage()), e);
    }
  }

  private static void requireUnseen(Example trial, Rgb mean) {
    try {
      Preparation.requireUnseen(trial.run(), mean);
    } catch (UserError e) {
      throw new UserError(trial.place() + ": " + e.getMessage(), e);
    }
  }

  private static void requireHeldOut(Manifest manifest) {
    if (manifest.in(Split.VALIDATION).isEmpty()) {
      throw new UserError(
          "data.split.validation leaves no image to choose settings by; make it larger than 0");
    }
  }

  private static ImageStore decoded(RunConfig config, List<ManifestRow> rows, Progress progress) {
    ImageStore store =
        new ImageStore(Preparation.reader(config), config.data().cacheMb() * (1L << 20));
    return progress.during(
        "decoding images",
        p -> {
          store.preload(rows, p);
          return store;
        });
  }

  /**
   * Trains and measures.
   *
   * @param folder of the trial; a second process that is given the same waits for the first to end
   * @param epochs is told of every finished epoch, those of an earlier process first
   */
  public Measured run(Path folder, On on, Consumer<EpochRecord> epochs) {
    try {
      Files.createDirectories(folder);
      try (FileChannel lock =
          FileChannel.open(
              folder.resolve(RunLock.FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        requireNonNull(lock.lock(), "a lock");
        return measured(folder, on, epochs);
      }
    } catch (IOException e) {
      throw new UserError(
          "the trial in %s could not be carried out: %s".formatted(folder, e.getMessage()), e);
    }
  }

  private Measured measured(Path folder, On on, Consumer<EpochRecord> epochs) throws IOException {
    RunConfig config = loaded.config();
    String arm = config.arms().keySet().iterator().next();
    Preparation prepared = prepared();
    try (INDArray weights = prepared.firstWeights(config.seed())) {
      TrainedArm trained = trainer(prepared, arm, weights, folder, epochs).train();
      List<ManifestRow> rows =
          on == On.TEST ? prepared.requireHeldOut() : prepared.manifest().in(Split.VALIDATION);
      return measured(prepared, Fingerprint.of(weights), trained, rows);
    }
  }

  private Measured measured(
      Preparation prepared, String weights, TrainedArm trained, List<ManifestRow> rows) {
    EvaluationInputs materials =
        new EvaluationInputs(
            loaded.config().evaluation(),
            loaded.config().seed(),
            rows,
            List.of(),
            prepared.images(),
            prepared.datasetMean(),
            prepared.manifest().classes());
    try (EvaluatedModel model = EvaluatedModel.load(trained.model())) {
      RobustnessRun said = new ArmEvaluation(materials, progress).measure("trial", model).run();
      OcclusionRun occlusion = said.occlusion().get(0);
      double[] worst =
          said.worstPlace().isEmpty() ? new double[0] : said.worstPlace().get(0).accuracies();
      return new Measured(
          weights,
          Metrics.of(said.clean()),
          occlusion.curve().auc(),
          said.clean().correct(),
          occlusion.areas(),
          Means.of(worst),
          worst,
          trained);
    }
  }

  private Preparation prepared() throws IOException {
    SharedImages images = new SharedImages(shared);
    boolean boxes =
        loaded.config().arms().values().stream().anyMatch(arm -> arm.augmentation().needsBoxes());
    Manifest manifest =
        new Manifest(images.classes(), boxes ? images.rowsWithBoxes() : images.rows(), List.of());
    return Preparation.of(
        loaded, manifest, images.store(Preparation.reader(loaded.config())), progress);
  }

  private Trainer trainer(
      Preparation prepared,
      String arm,
      INDArray weights,
      Path folder,
      Consumer<EpochRecord> epochs) {
    RunConfig config = loaded.config();
    ArmTraining training =
        new ArmTraining(
            arm,
            requireNonNull(config.arms().get(arm)),
            config.model(),
            prepared.spec(),
            weights,
            prepared.manifest().in(Split.TRAIN),
            prepared.manifest().in(Split.VALIDATION),
            prepared.images(),
            prepared.datasetMean(),
            config.seed(),
            folder);
    return new Trainer(training, progress, epochs);
  }
}
