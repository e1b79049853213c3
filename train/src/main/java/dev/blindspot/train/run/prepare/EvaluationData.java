package dev.blindspot.train.run.prepare;

import dev.blindspot.augment.geometry.Rgb;
import dev.blindspot.train.config.DataConfig.Resize;
import dev.blindspot.train.config.RunConfig;
import dev.blindspot.train.config.reader.LoadedConfig;
import dev.blindspot.train.data.image.DatasetStatistics;
import dev.blindspot.train.data.image.ImageReader;
import dev.blindspot.train.data.image.ImageStore;
import dev.blindspot.train.data.manifest.LeftOut;
import dev.blindspot.train.data.manifest.Manifest;
import dev.blindspot.train.data.manifest.ManifestRow;
import dev.blindspot.train.data.manifest.Split;
import dev.blindspot.train.data.source.ManifestReader;
import dev.blindspot.train.error.UserError;
import dev.blindspot.train.progress.Progress;
import dev.blindspot.train.run.prepare.EvaluationRequest.Images;
import java.util.List;

/**
 * The images of an evaluation without training.
 *
 * @param manifest all of them
 * @param materials those that are measured
 */
public record EvaluationData(Manifest manifest, EvaluationInputs materials) {

  public static EvaluationData read(
      LoadedConfig loaded,
      int size,
      Resize resize,
      Images which,
      LeftOut leftOut,
      Progress progress) {
    RunConfig config = loaded.config();
    Manifest manifest =
        progress.during(
            "reading images",
            p -> ManifestReader.read(config.data(), config.seed(), loaded.folder(), leftOut, p));
    ImageStore store =
        new ImageStore(
            new ImageReader(size, resize, config.data().maxPixels()),
            config.data().cacheMb() * (1L << 20));
    List<ManifestRow> heldOut = heldOut(manifest, which);
    List<ManifestRow> validation = which == Images.ALL ? List.of() : manifest.in(Split.VALIDATION);
    List<ManifestRow> train = manifest.in(Split.TRAIN);
    Rgb mean = DatasetStatistics.of(store, train.isEmpty() ? heldOut : train).mean();
    Preparation.requireUnseen(config, mean);
    return new EvaluationData(
        manifest,
        new EvaluationInputs(
            config.evaluation(),
            config.seed(),
            heldOut,
            validation,
            store,
            mean,
            manifest.classes()));
  }

  private static List<ManifestRow> heldOut(Manifest manifest, Images which) {
    List<ManifestRow> labelled = manifest.rows().stream().filter(row -> row.label() >= 0).toList();
    List<ManifestRow> test = manifest.in(Split.TEST);
    List<ManifestRow> heldOut =
        which == Images.ALL ? labelled : test.isEmpty() ? manifest.in(Split.VALIDATION) : test;
    if (heldOut.isEmpty()) {
      throw new UserError(
          "there is no labelled image to measure on: look at data.source and data.split");
    }
    return heldOut;
  }
}
