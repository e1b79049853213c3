package dev.blindspot.train.run.prepare;

import dev.blindspot.augment.edit.Fill;
import dev.blindspot.augment.geometry.Rgb;
import dev.blindspot.train.config.EvaluationConfig.SeenInTraining;
import dev.blindspot.train.config.RunConfig;
import dev.blindspot.train.config.reader.LoadedConfig;
import dev.blindspot.train.data.image.DatasetStatistics;
import dev.blindspot.train.data.image.ImageReader;
import dev.blindspot.train.data.image.ImageStore;
import dev.blindspot.train.data.manifest.LeftOut;
import dev.blindspot.train.data.manifest.Manifest;
import dev.blindspot.train.data.manifest.ManifestRow;
import dev.blindspot.train.data.manifest.Split;
import dev.blindspot.train.data.manifest.SplitFile;
import dev.blindspot.train.data.source.ManifestReader;
import dev.blindspot.train.error.UserError;
import dev.blindspot.train.evaluate.robustness.TrainedCorruptions;
import dev.blindspot.train.evaluate.robustness.TrainedFills;
import dev.blindspot.train.model.FirstWeights;
import dev.blindspot.train.model.ModelSpec;
import dev.blindspot.train.progress.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What all arms of a run share: checked images, their split and statistics, and the shape of the
 * network.
 *
 * @param config the run
 * @param manifest the images
 * @param images decoded at the network's size
 * @param datasetMean of the training images
 * @param weights where the network's first weights come from
 */
public record Preparation(
    RunConfig config, Manifest manifest, ImageStore images, Rgb datasetMean, FirstWeights weights) {

  /** Reads and checks everything that a run needs before it trains. */
  public static Preparation of(LoadedConfig loaded, Progress progress) {
    return of(loaded, LeftOut.SHOWN, progress);
  }

  /** The same, told where the images go that cannot be used. */
  public static Preparation of(LoadedConfig loaded, LeftOut leftOut, Progress progress) {
    return of(loaded, manifest(loaded, leftOut, progress), progress);
  }

  /**
   * The same for a run that goes on: its images keep the splits that they had.
   *
   * @param split the run's {@code split.csv}; missing if the run was stopped before
   * @throws UserError also if the images are others than before
   */
  public static Preparation resumed(
      LoadedConfig loaded, Path split, LeftOut leftOut, Progress progress) {
    Manifest manifest = manifest(loaded, leftOut, progress);
    return of(
        loaded,
        Files.isRegularFile(split) ? manifest.withSplitsOf(SplitFile.read(split)) : manifest,
        progress);
  }

  /** The images that a run would work on. */
  public static Manifest manifest(LoadedConfig loaded, LeftOut leftOut, Progress progress) {
    RunConfig config = loaded.config();
    return progress
        .during(
            "reading images",
            p -> ManifestReader.read(config.data(), config.seed(), loaded.folder(), leftOut, p))
        .requireTrainable();
  }

  /** The images of a run as its network takes them. */
  public static ImageReader reader(RunConfig config) {
    return new ImageReader(
        config.model().inputSize(), config.data().resize(), config.data().maxPixels());
  }

  private static Preparation of(LoadedConfig loaded, Manifest manifest, Progress progress) {
    RunConfig config = loaded.config();
    ImageReader reader = reader(config);
    ImageStore store = new ImageStore(reader, config.data().cacheMb() * (1L << 20));
    List<ManifestRow> labelled =
        manifest.rows().stream().filter(row -> row.split() != Split.UNLABELLED).toList();
    progress.during(
        "decoding images",
        p -> {
          store.preload(labelled, p);
          return store;
        });
    return of(loaded, manifest, store, progress);
  }

  /** The same for images that somebody has prepared. */
  public static Preparation of(
      LoadedConfig loaded, Manifest manifest, ImageStore store, Progress progress) {
    RunConfig config = loaded.config();
    Rgb mean = DatasetStatistics.of(store, manifest.in(Split.TRAIN)).mean();
    requireUnseen(config, mean);
    return new Preparation(
        config,
        manifest,
        store,
        mean,
        new FirstWeights(
            config.model().architecture(), config.model().weights(), loaded.folder(), progress));
  }

  /** The same for a check, in which nothing is downloaded. */
  public Preparation withoutDownload() {
    return new Preparation(config, manifest, images, datasetMean, weights.withoutDownload());
  }

  /** The network; its preprocessing belongs to its first weights. */
  public ModelSpec spec() {
    return ModelSpec.of(
        config.model(), config.data().resize(), weights.preprocessing(), manifest.classes());
  }

  /** The weights that every arm starts from when trained by a seed; the caller closes them. */
  public INDArray firstWeights(long trainingSeed) {
    return weights.parameters(spec(), trainingSeed);
  }

  /**
   * The held-out images that results are reported on: the test split, or validation where there is
   * none.
   */
  public List<ManifestRow> requireHeldOut() {
    List<ManifestRow> test = manifest.in(Split.TEST);
    List<ManifestRow> heldOut = test.isEmpty() ? manifest.in(Split.VALIDATION) : test;
    if (heldOut.isEmpty()) {
      throw new UserError(
          "data.split holds no image out to measure on: validation and test are empty; make one"
              + " of them larger than 0");
    }
    return heldOut;
  }

  /** What of the evaluation the arms met in training, one sentence each. */
  public static List<String> seenInTraining(RunConfig config, Rgb mean) {
    Map<String, List<Fill>> fills = new LinkedHashMap<>();
    config.arms().forEach((name, arm) -> fills.put(name, arm.augmentation().fills()));
    List<String> seen = new ArrayList<>();
    seen.addAll(TrainedFills.find(config.evaluation().allFills(), fills, mean));
    seen.addAll(TrainedCorruptions.find(config.evaluation().corruptions(), fills));
    return seen;
  }

  /** Memory would be measured instead of sight, unless that is asked for. */
  public static void requireUnseen(RunConfig config, Rgb mean) {
    List<String> seen = seenInTraining(config, mean);
    if (!seen.isEmpty() && config.evaluation().seenInTraining() == SeenInTraining.REFUSE) {
      throw new UserError(
          "evaluation: %s. Choose other evaluation.fills, evaluation.worstPlace.fills or evaluation.corruptions, or have it measured and said by evaluation.seenInTraining=allow"
              .formatted(String.join("; ", seen)));
    }
  }
}
