package dev.blindspot.train.report;

import dev.blindspot.train.evaluate.Evaluation;
import dev.blindspot.train.evaluate.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * One row of the arms table.
 *
 * @param name the metric
 * @param meaning what it says and which way is better, in a few words
 * @param cells one per arm
 */
public record MetricRow(String name, String meaning, List<Cell> cells) {
  /**
   * A number of one arm.
   *
   * @param value the number as text
   * @param interval its 95 % interval as text, empty when it has none
   */
  public record Cell(String value, String interval) {}

  /** All rows of a run. */
  static List<MetricRow> of(RunResult result) {
    List<MetricRow> rows = new ArrayList<>(sight(result));
    rows.addAll(confidence(result));
    rows.addAll(cost(result));
    return rows;
  }

  private static List<MetricRow> sight(RunResult result) {
    List<String> classes = result.data().classes();
    String of = classes.size() == 2 ? "of the class \u201c" + classes.get(1) + "\u201d" : "mean over classes";
    return List.of(
        row(
            result,
            "Accuracy",
            "right answers on whole pictures",
            arm -> share(arm.test().accuracy(), arm.test().accuracyInterval())),
        row(
            result,
            "Area under the occlusion curve",
            "mean accuracy over all hidden parts",
            arm -> share(arm.occlusion().auc(), arm.occlusion().aucInterval())),
        test(result, "Balanced accuracy", "mean recall of the classes", Evaluation::balancedAccuracy),
        test(result, "Precision", of, Evaluation::precision),
        test(result, "Recall", of, Evaluation::recall),
        test(result, "F1", of, Evaluation::f1),
        row(
            result,
            "Validation accuracy",
            "on the pictures that chose the epoch",
            arm ->
                arm.validation() == null
                    ? new Cell(Numbers.NONE, "")
                    : share(
                        arm.validation().accuracy(), arm.validation().accuracyInterval())));
  }

  private static List<MetricRow> confidence(RunResult result) {
    return List.of(
        number(result, "AUROC", "ranking, 1 is perfect, 0.5 is chance", Evaluation::auroc),
        test(
            result,
            "Mean p(true)",
            "probability given to the true class",
            Evaluation::meanTrueProbability),
        row(
            result,
            "Mean p(true), parts hidden",
            "area under its occlusion curve",
            arm -> share(arm.occlusion().aucTrueProbability(), Interval.UNDEFINED)),
        number(result, "Log-loss", "lower is better", Evaluation::logLoss),
        number(result, "Brier score", "lower is better", Evaluation::brier),
        number(
            result, "Calibration error (ECE)", "0 when 80 % sure is right 80 %", Evaluation::ece));
  }

  private static List<MetricRow> cost(RunResult result) {
    return List.of(
        row(
            result,
            "Epochs",
            "trained, and the one that was kept",
            arm ->
                new Cell(
                    Integer.toString(arm.history().size()), "kept " + arm.bestEpoch())),
        row(
            result,
            "Training time",
            "with validation",
            arm -> new Cell(Numbers.duration(arm.trainSeconds()), "")),
        row(
            result,
            "Training speed",
            "pictures per second, mean of the epochs",
            arm -> new Cell(Numbers.fixed(speed(arm), 1), "")));
  }

  private static double speed(ArmResult arm) {
    return arm.history().stream()
        .mapToDouble(Epoch::imagesPerSecond)
        .average()
        .orElse(Double.NaN);
  }

  private static MetricRow test(
      RunResult result, String name, String meaning, ToDoubleFunction<Evaluation> figure) {
    return row(
        result,
        name,
        meaning,
        arm -> share(figure.applyAsDouble(arm.test()), Interval.UNDEFINED));
  }

  private static MetricRow number(
      RunResult result, String name, String meaning, ToDoubleFunction<Evaluation> figure) {
    return row(
        result,
        name,
        meaning,
        arm -> new Cell(Numbers.fixed(figure.applyAsDouble(arm.test()), 3), ""));
  }

  private static MetricRow row(
      RunResult result, String name, String meaning, Function<ArmResult, Cell> cell) {
    return new MetricRow(name, meaning, result.arms().stream().map(cell).toList());
  }

  private static Cell share(double value, Interval interval) {
    boolean none = Double.isNaN(interval.low());
    return new Cell(Numbers.percent(value), none ? "" : Numbers.range(interval, "%"));
  }
}
