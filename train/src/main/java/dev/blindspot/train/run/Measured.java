package dev.blindspot.train.run;

import dev.blindspot.train.config.EvaluationConfig.Recalibration;
import dev.blindspot.train.evaluate.Calibration;
import dev.blindspot.train.evaluate.Calibrations;
import dev.blindspot.train.evaluate.Evaluation;
import dev.blindspot.train.evaluate.Metrics;
import dev.blindspot.train.evaluate.OcclusionRun;
import dev.blindspot.train.evaluate.Predictions;
import dev.blindspot.train.evaluate.Robustness;
import dev.blindspot.train.evaluate.RobustnessRun;
import org.jspecify.annotations.Nullable;

/**
 * What was measured of one model.
 *
 * @param validation what it said about the validation pictures; null when there are none
 * @param run everything on the held-out pictures
 * @param recalibration whether a temperature is fitted
 */
record Measured(@Nullable Predictions validation, RobustnessRun run, Recalibration recalibration) {

  Evaluation test() {
    return Metrics.of(run.clean());
  }

  @Nullable Evaluation onValidation() {
    return validation == null ? null : Metrics.of(validation);
  }

  /** All figures but those of whole pictures; the reference is the first arm. */
  Robustness robustness(Measured reference) {
    return run.robustness(reference.run, calibration());
  }

  @Nullable Double guidedAuc() {
    OcclusionRun guided = run.guided();
    return guided == null ? null : guided.curve().auc();
  }

  @Nullable Double corruptionAccuracy() {
    return run.corruption() == null
        ? null
        : run.corruption().scores(run.corruption()).meanAccuracy();
  }

  private Calibration calibration() {
    return Calibrations.of(
        run.clean(), recalibration == Recalibration.TEMPERATURE ? validation : null);
  }
}
