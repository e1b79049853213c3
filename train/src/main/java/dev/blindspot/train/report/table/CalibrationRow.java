package dev.blindspot.train.report.table;

import dev.blindspot.train.evaluate.metrics.Calibration;
import dev.blindspot.train.evaluate.seeds.CalibrationSpread;
import dev.blindspot.train.report.result.RunResult;
import java.util.List;
import java.util.Optional;

/**
 * One row of the table of calibration.
 *
 * @param arm the arm's name
 * @param figures confidence, confidence minus accuracy, ECE, MCE, Brier score and log-loss
 * @param scaled the same after temperature scaling; empty without
 * @param bins of the reliability diagram that have images
 */
public record CalibrationRow(
    String arm, List<Figure> figures, Optional<Scaled> scaled, List<Calibration.Bin> bins) {

  /**
   * After temperature scaling.
   *
   * @param temperature above 1 makes probabilities less sure
   * @param fittedOn number of validation images
   * @param figures ECE, MCE, Brier score and log-loss
   */
  public record Scaled(Figure temperature, int fittedOn, List<Figure> figures) {}

  /** The rows of all arms, in their order. */
  static List<CalibrationRow> of(RunResult result) {
    return result.arms().stream()
        .map(arm -> of(arm.name(), arm.overSeeds().calibration()))
        .toList();
  }

  private static CalibrationRow of(String arm, CalibrationSpread c) {
    return new CalibrationRow(
        arm,
        List.of(
            Figure.share(c.meanConfidence()),
            Figure.points(c.overconfidence()),
            Figure.number(c.ece()),
            Figure.number(c.mce()),
            Figure.number(c.brier()),
            Figure.number(c.logLoss())),
        Optional.ofNullable(c.scaled()).map(CalibrationRow::of),
        c.bins().stream().filter(bin -> bin.images() > 0).toList());
  }

  private static Scaled of(CalibrationSpread.Scaled s) {
    return new Scaled(
        Figure.number(s.temperature(), 2),
        s.fittedOn(),
        List.of(
            Figure.number(s.ece()),
            Figure.number(s.mce()),
            Figure.number(s.brier()),
            Figure.number(s.logLoss())));
  }
}
