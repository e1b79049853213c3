package dev.blindspot.train.run;

import dev.blindspot.augment.Fill;
import dev.blindspot.augment.Rgb;
import dev.blindspot.train.config.AugmentationConfig;
import dev.blindspot.train.config.AugmentationConfig.Chance;
import dev.blindspot.train.config.LoadedConfig;
import dev.blindspot.train.config.RunConfig;
import dev.blindspot.train.config.UserError;
import dev.blindspot.train.data.DatasetStatistics;
import dev.blindspot.train.data.Manifest;
import dev.blindspot.train.data.ManifestReader;
import dev.blindspot.train.data.ManifestRow;
import dev.blindspot.train.data.PictureReader;
import dev.blindspot.train.data.PictureStore;
import dev.blindspot.train.data.Split;
import dev.blindspot.train.evaluate.TrainedFills;
import dev.blindspot.train.model.FirstWeights;
import dev.blindspot.train.model.ModelSpec;
import dev.blindspot.train.progress.Progress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What all arms of a run share: checked pictures, their split and statistics, and the shape of the network.
 *
 * @param manifest the pictures
 * @param pictures decoded at the network's size
 * @param datasetMean of the training pictures
 * @param spec the network
 * @param weights its first weights
 */
record Preparation(
    Manifest manifest, PictureStore pictures, Rgb datasetMean, ModelSpec spec, FirstWeights weights) {

  /** Reads and checks everything that a run needs before it trains. */
  static Preparation of(LoadedConfig loaded, Progress progress) {
    RunConfig config = loaded.config();
    FirstWeights weights = new FirstWeights(config.model().weights(), loaded.folder());
    Manifest manifest =
        Watched.of(
                progress,
                "reading pictures",
                p -> ManifestReader.read(config.data(), config.seed(), loaded.folder(), p))
            .requireTrainable();
    PictureReader reader =
        new PictureReader(config.model().inputSize(), config.data().resize(), config.data().maxPixels());
    PictureStore store = new PictureStore(reader, config.data().cacheMb() * (1L << 20));
    List<ManifestRow> labelled = manifest.rows().stream().filter(row -> row.split() != Split.UNLABELLED).toList();
    Watched.of(
        progress,
        "decoding pictures",
        p -> {
          store.preload(labelled, p);
          return store;
        });
    Rgb mean = DatasetStatistics.of(store, manifest.in(Split.TRAIN)).mean();
    requireOtherFills(config, mean);
    ModelSpec spec = ModelSpec.of(config.model(), weights.preprocessing(), manifest.classes());
    return new Preparation(manifest, store, mean, spec, weights);
  }

  /** The held-out pictures that results are reported on: the test split, or validation where there is none. */
  List<ManifestRow> heldOut() {
    List<ManifestRow> test = manifest.in(Split.TEST);
    return test.isEmpty() ? manifest.in(Split.VALIDATION) : test;
  }

  private static void requireOtherFills(RunConfig config, Rgb mean) {
    Map<String, List<Fill>> fills = new LinkedHashMap<>();
    config.arms().forEach((name, arm) -> fills.put(name, fills(arm.augmentation())));
    try {
      TrainedFills.refuse(config.evaluation().fill(), fills, mean);
    } catch (IllegalArgumentException e) {
      throw new UserError("evaluation." + e.getMessage(), e);
    }
  }

  private static List<Fill> fills(AugmentationConfig a) {
    List<Fill> fills = new ArrayList<>();
    Stream.of(
            fill(a.cutOut(), m -> m.fill()),
            fill(a.randomErasing(), m -> m.fill()),
            fill(a.hideAndSeek(), m -> m.fill()),
            fill(a.gridMask(), m -> m.fill()))
        .filter(Objects::nonNull)
        .forEach(fills::add);
    return fills;
  }

  private static <M> @Nullable Fill fill(
      @Nullable Chance<M> chance, Function<M, Fill> fill) {
    return chance == null ? null : fill.apply(chance.method());
  }
}
