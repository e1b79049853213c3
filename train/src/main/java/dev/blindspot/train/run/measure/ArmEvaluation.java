package dev.blindspot.train.run.measure;

import dev.blindspot.explain.progress.ProgressListener;
import dev.blindspot.train.config.EvaluationConfig.Recalibration;
import dev.blindspot.train.data.image.DecodedImage;
import dev.blindspot.train.data.manifest.ManifestRow;
import dev.blindspot.train.evaluate.metrics.Predictions;
import dev.blindspot.train.evaluate.robustness.ConditionScorer;
import dev.blindspot.train.evaluate.robustness.RobustnessRun;
import dev.blindspot.train.evaluate.robustness.RobustnessSuite;
import dev.blindspot.train.evaluate.robustness.Throughput;
import dev.blindspot.train.evaluate.worst.WorstPlaceRun;
import dev.blindspot.train.evaluate.worst.WorstPlaceSearch;
import dev.blindspot.train.progress.Progress;
import dev.blindspot.train.run.prepare.EvaluationInputs;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures models: whole images, images with parts hidden, corrupted images, and one square at its
 * worst place.
 */
public final class ArmEvaluation {
  private static final Logger LOG = LoggerFactory.getLogger(ArmEvaluation.class);

  private final EvaluationInputs materials;
  private final RobustnessSuite.HeldOut held;
  private final Progress progress;

  public ArmEvaluation(EvaluationInputs materials, Progress progress) {
    this.materials = materials;
    this.held = materials.held();
    this.progress = progress;
  }

  /** Who scores the images in place of this machine. */
  @FunctionalInterface
  public interface Elsewhere {
    ConditionScorer.Scored said(ProgressListener progress);
  }

  public Measured measure(String title, EvaluatedModel model) {
    return measure(title, model, null);
  }

  /** The same; with {@code elsewhere}, the held-out images are scored there. */
  public Measured measure(String title, EvaluatedModel model, @Nullable Elsewhere elsewhere) {
    List<ManifestRow> validation = materials.validation();
    Predictions onValidation = validation.isEmpty() ? null : predict(model, validation, title);
    RobustnessRun run = robustness(model, title, elsewhere).with(worstPlace(model, title));
    boolean apart = !validation.equals(materials.heldOut()); // a temperature must not fit its judge
    return new Measured(
        onValidation, run, apart ? materials.settings().recalibration() : Recalibration.NONE);
  }

  private Predictions predict(EvaluatedModel model, List<ManifestRow> rows, String title) {
    try (Progress.Task task = progress.start(title + ": validation", rows.size())) {
      return Predictions.of(
          model.scorer(),
          materials.images(rows),
          EvaluationInputs.labels(rows),
          materials.settings().batchSize(),
          (done, total) -> task.step(done, ""));
    }
  }

  private List<WorstPlaceRun> worstPlace(EvaluatedModel model, String title) {
    WorstPlaceSearch search = WorstPlaceSearch.of(materials.settings(), materials.seed());
    if (search.fills().isEmpty()) {
      return List.of();
    }
    int[] sample = materials.worstPlaceSample();
    List<ManifestRow> rows = Arrays.stream(sample).mapToObj(materials.heldOut()::get).toList();
    List<DecodedImage> images = materials.images(rows);
    long total = search.work(sample.length, images.get(0).height(), images.get(0).width());
    try (Progress.Task task = progress.start(title + ": worst place", total)) {
      return search.measure(
          model.engine(materials.settings().batchSize()),
          images,
          EvaluationInputs.labels(rows),
          sample,
          materials.painter(),
          (done, all) -> task.step(done, ""));
    }
  }

  private RobustnessRun robustness(
      EvaluatedModel model, String title, @Nullable Elsewhere elsewhere) {
    RobustnessSuite suite = materials.suite();
    long total = (long) held.labels().length * suite.conditions().size();
    try (Progress.Task task = progress.start(title + ": test", total)) {
      ProgressListener listener = (done, all) -> task.step(done, "");
      RobustnessRun run =
          elsewhere == null
              ? suite.measure(model.scorer(), held, model.guide(), materials.painter(), listener)
              : suite.of(elsewhere.said(listener), held);
      Throughput speed = run.throughput();
      LOG.info(
          "{}: {} images under {} conditions, {} images/s",
          title,
          held.labels().length,
          suite.conditions().size(),
          String.format(Locale.ROOT, "%.0f", speed.imagesPerSecond()));
      return run;
    }
  }
}
