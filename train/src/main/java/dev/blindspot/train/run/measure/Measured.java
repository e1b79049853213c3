package dev.blindspot.train.run.measure;

import dev.blindspot.train.config.EvaluationConfig.Recalibration;
import dev.blindspot.train.evaluate.metrics.Calibration;
import dev.blindspot.train.evaluate.metrics.Calibrations;
import dev.blindspot.train.evaluate.metrics.Evaluation;
import dev.blindspot.train.evaluate.metrics.Metrics;
import dev.blindspot.train.evaluate.metrics.Predictions;
import dev.blindspot.train.evaluate.robustness.OcclusionCurve;
import dev.blindspot.train.evaluate.robustness.OcclusionRun;
import dev.blindspot.train.evaluate.robustness.Robustness;
import dev.blindspot.train.evaluate.robustness.RobustnessRun;
import dev.blindspot.train.report.result.SeedResult;
import org.jspecify.annotations.Nullable;

/**
 * What was measured of one model.
 *
 * @param validation what it said about the validation images; null when there are none
 * @param run everything on the held-out images
 * @param recalibration whether a temperature is fitted
 */
public record Measured(
    @Nullable Predictions validation, RobustnessRun run, Recalibration recalibration) {

  public Evaluation test() {
    return Metrics.of(run.clean());
  }

  public @Nullable Evaluation onValidation() {
    return validation == null ? null : Metrics.of(validation);
  }

  /** All figures but those of whole images; the reference is the first arm. */
  public Robustness robustness(Measured reference) {
    return run.robustness(reference.run, calibration());
  }

  /** The curve that arms are compared by. */
  public OcclusionCurve firstCurve() {
    return run.occlusion().get(0).curve();
  }

  /**
   * The record of the training that was measured.
   *
   * @param robustness null for the only training of an arm
   */
  public SeedResult seed(
      long seed,
      int keptEpoch,
      double seconds,
      @Nullable String modelFile,
      @Nullable Robustness robustness) {
    return new SeedResult(
        seed,
        keptEpoch,
        onValidation(),
        test(),
        firstCurve().auc(),
        guidedAuc(),
        corruptionAccuracy(),
        seconds,
        modelFile,
        robustness);
  }

  private @Nullable Double guidedAuc() {
    OcclusionRun guided = run.guided();
    return guided == null ? null : guided.curve().auc();
  }

  private @Nullable Double corruptionAccuracy() {
    return run.corruption() == null
        ? null
        : run.corruption().scores(run.corruption()).meanAccuracy();
  }

  private Calibration calibration() {
    return Calibrations.of(
        run.clean(), recalibration == Recalibration.TEMPERATURE ? validation : null);
  }
}
