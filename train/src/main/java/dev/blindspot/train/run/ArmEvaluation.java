package dev.blindspot.train.run;

import dev.blindspot.augment.BytePainter;
import dev.blindspot.train.config.EvaluationConfig;
import dev.blindspot.train.config.RunConfig;
import dev.blindspot.train.data.ManifestRow;
import dev.blindspot.train.data.Picture;
import dev.blindspot.train.data.Split;
import dev.blindspot.train.evaluate.Evaluation;
import dev.blindspot.train.evaluate.Metrics;
import dev.blindspot.train.evaluate.OcclusionRobustness;
import dev.blindspot.train.evaluate.OcclusionRun;
import dev.blindspot.train.evaluate.Predictions;
import dev.blindspot.train.model.ModelFile;
import dev.blindspot.train.model.Network;
import dev.blindspot.train.progress.Progress;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Measures one saved model: whole pictures and pictures with parts hidden. */
final class ArmEvaluation {
  private final RunConfig config;
  private final Preparation prepared;
  private final Progress progress;

  ArmEvaluation(RunConfig config, Preparation prepared, Progress progress) {
    this.config = config;
    this.prepared = prepared;
    this.progress = progress;
  }

  /**
   * What was measured.
   *
   * @param validation on the validation pictures; null when there are none
   * @param predictions on the held-out pictures
   * @param occlusion with parts hidden
   */
  record Measured(
      @Nullable Evaluation validation, Predictions predictions, OcclusionRun occlusion) {
    Evaluation test() {
      return Metrics.of(predictions);
    }
  }

  Measured measure(String arm, Path model, List<ManifestRow> heldOut) {
    try (ModelFile.Loaded loaded = ModelFile.load(model);
        Network network = loaded.network()) {
      List<ManifestRow> validation = prepared.manifest().in(Split.VALIDATION);
      Predictions clean = predict(network, heldOut, arm + ": test");
      Evaluation onValidation =
          validation.isEmpty()
              ? null
              : Metrics.of(predict(network, validation, arm + ": validation"));
      return new Measured(onValidation, clean, occlusion(network, arm, heldOut, clean));
    }
  }

  private Predictions predict(Network network, List<ManifestRow> rows, String title) {
    try (Progress.Task task = progress.start(title, rows.size())) {
      return Predictions.of(
          network,
          pictures(rows),
          rows.stream().mapToInt(ManifestRow::label).toArray(),
          config.evaluation().batchSize(),
          (done, total) -> task.step(done, ""));
    }
  }

  private OcclusionRun occlusion(
      Network network, String arm, List<ManifestRow> rows, Predictions clean) {
    EvaluationConfig evaluation = config.evaluation();
    OcclusionRobustness robustness =
        new OcclusionRobustness(
            evaluation.fractions(),
            evaluation.draws(),
            evaluation.fill(),
            config.seed(),
            evaluation.batchSize());
    long total = (long) rows.size() * evaluation.draws() * (evaluation.fractions().size() - 1);
    try (Progress.Task task = progress.start(arm + ": parts hidden", total)) {
      return robustness.measure(
          network,
          pictures(rows),
          clean,
          new BytePainter(prepared.datasetMean()),
          (done, all) -> task.step(done, ""));
    }
  }

  /** Decoded when they are asked for: not all of them fit into memory. */
  private List<Picture> pictures(List<ManifestRow> rows) {
    return new AbstractList<>() {
      @Override
      public Picture get(int index) {
        return prepared.pictures().get(rows.get(index));
      }

      @Override
      public int size() {
        return rows.size();
      }
    };
  }
}
