package dev.blindspot.train.report.table;

import dev.blindspot.train.evaluate.metrics.Calibration;
import dev.blindspot.train.evaluate.metrics.Calibrations;
import dev.blindspot.train.evaluate.robustness.Robustness;
import dev.blindspot.train.evaluate.seeds.Key;
import dev.blindspot.train.report.result.ArmResult;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * One row of the table of calibration.
 *
 * @param arm the arm's name
 * @param figures confidence, confidence minus accuracy, ECE, MCE, Brier score and log-loss
 * @param temperature of temperature scaling
 * @param fittedOn number of validation images; empty without temperature scaling
 * @param scaled after it: ECE, MCE, Brier score and log-loss
 * @param bins of the reliability diagram that have images
 */
public record CalibrationRow(
    String arm,
    List<Figure> figures,
    Figure temperature,
    OptionalInt fittedOn,
    List<Figure> scaled,
    List<Calibration.Bin> bins) {
  private static final Key PART = Key.ROOT.in("calibration.");
  private static final List<String> SCORES = List.of("ece", "mce", "brier", "logLoss");
  private static final List<String> CONFIDENCES = List.of("meanConfidence", "overconfidence");

  static CalibrationRow of(ArmResult arm, RunFigures figures) {
    Calibration.Scaled scaled = arm.robustness().calibration().scaled();
    List<Calibration> trainings =
        arm.robustnessOfAll().stream().map(Robustness::calibration).toList();
    return new CalibrationRow(
        arm.name(),
        Stream.concat(CONFIDENCES.stream(), SCORES.stream())
            .map(metric -> figures.figure(arm, PART.of(metric)))
            .toList(),
        figures.figure(arm, PART.of("temperature")),
        scaled == null ? OptionalInt.empty() : OptionalInt.of(scaled.fittedOn()),
        figures.figures(arm, PART.in("scaled."), SCORES),
        Calibrations.pooledBins(trainings).stream().filter(bin -> bin.images() > 0).toList());
  }
}
