package dev.blindspot.train.run;

import dev.blindspot.augment.Rgb;
import dev.blindspot.train.config.DataConfig.Resize;
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
import dev.blindspot.train.progress.Progress;
import dev.blindspot.train.run.EvaluationRequest.Pictures;
import java.util.List;

/**
 * The pictures of an evaluation without training.
 *
 * @param manifest all of them
 * @param materials those that are measured
 */
record Held(Manifest manifest, Materials materials) {

  static Held read(
      LoadedConfig loaded, int size, Resize resize, Pictures which, Progress progress) {
    RunConfig config = loaded.config();
    Manifest manifest =
        Watched.of(
            progress,
            "reading pictures",
            p -> ManifestReader.read(config.data(), config.seed(), loaded.folder(), p));
    PictureStore store =
        new PictureStore(
            new PictureReader(size, resize, config.data().maxPixels()),
            config.data().cacheMb() * (1L << 20));
    List<ManifestRow> heldOut = heldOut(manifest, which);
    List<ManifestRow> validation =
        which == Pictures.ALL ? List.of() : manifest.in(Split.VALIDATION);
    List<ManifestRow> train = manifest.in(Split.TRAIN);
    Rgb mean = DatasetStatistics.of(store, train.isEmpty() ? heldOut : train).mean();
    Preparation.requireUnseen(config, mean);
    return new Held(
        manifest,
        new Materials(
            config.evaluation(),
            config.seed(),
            heldOut,
            validation,
            store,
            mean,
            manifest.classes()));
  }

  private static List<ManifestRow> heldOut(Manifest manifest, Pictures which) {
    List<ManifestRow> labelled = manifest.rows().stream().filter(row -> row.label() >= 0).toList();
    List<ManifestRow> test = manifest.in(Split.TEST);
    List<ManifestRow> heldOut =
        which == Pictures.ALL ? labelled : test.isEmpty() ? manifest.in(Split.VALIDATION) : test;
    if (heldOut.isEmpty()) {
      throw new UserError(
          "there is no labelled picture to measure on: look at data.source and data.split");
    }
    return heldOut;
  }
}
