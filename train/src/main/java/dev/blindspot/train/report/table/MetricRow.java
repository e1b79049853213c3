package dev.blindspot.train.report.table;

import dev.blindspot.train.evaluate.robustness.OcclusionCurve;
import dev.blindspot.train.evaluate.seeds.RobustnessMetrics;
import dev.blindspot.train.evaluate.worst.WorstPlace;
import dev.blindspot.train.report.result.ArmResult;
import dev.blindspot.train.report.result.Epoch;
import dev.blindspot.train.report.result.RunResult;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * One row of the arms table; with several trainings of an arm, the mean over them.
 *
 * @param name the metric
 * @param meaning what it says and which way is better, in a few words
 * @param cells one per arm
 */
public record MetricRow(String name, String meaning, List<Figure> cells) {

  /** Stands for an arm's own first curve: arms of several runs may have others. */
  private static final String FIRST_CURVE = "first curve.";

  /** Stands for an arm's own first fill of the square at its worst place. */
  private static final String FIRST_SQUARE = "first square.";

  /** A row that shows the figure of one key. */
  private record Line(String name, String meaning, String key) {
    /** Of the arm's table. */
    String keyOf(ArmResult arm) {
      OcclusionCurve first = arm.robustness().occlusion().get(0);
      String fill =
          arm.robustness().worstPlace().stream().map(WorstPlace::fill).findFirst().orElse("");
      return key.replace(FIRST_CURVE, RobustnessMetrics.curve(first).prefix())
          .replace(FIRST_SQUARE, RobustnessMetrics.worstPlace(fill).prefix());
    }
  }

  /** All rows of a run. */
  static List<MetricRow> of(RunResult result, RunFigures figures) {
    List<MetricRow> rows = new ArrayList<>();
    boolean squares =
        result.arms().stream().anyMatch(arm -> !arm.robustness().worstPlace().isEmpty());
    for (Line line : lines(result, figures)) {
      if (line.key().startsWith(FIRST_SQUARE) && !squares) {
        continue;
      }
      rows.add(
          row(result, line.name(), line.meaning(), arm -> figures.figure(arm, line.keyOf(arm))));
    }
    if (result.arms().stream().anyMatch(arm -> !arm.history().isEmpty())) {
      rows.addAll(cost(result, figures));
    }
    return rows;
  }

  private static List<Line> lines(RunResult result, RunFigures figures) {
    List<String> classes = result.data().classes();
    String of =
        classes.size() == 2
            ? "of the class \u201c" + classes.get(1) + "\u201d"
            : "mean over classes";
    String lost = "share of its accuracy on whole images";
    return List.of(
        new Line("Accuracy", "right answers on whole images", "test.accuracy"),
        new Line("Balanced accuracy", "mean recall of the classes", "test.balancedAccuracy"),
        new Line("Precision", of, "test.precision"),
        new Line("Recall", of, "test.recall"),
        new Line("F1", of, "test.f1"),
        new Line(
            "Validation accuracy", "on the images that chose the epoch", "validation.accuracy"),
        new Line(
            "Area under the occlusion curve",
            "mean accuracy over all hidden parts",
            "occlusionAuc"),
        new Line("Lost with 25 % hidden", lost, FIRST_CURVE + "relativeDrop25"),
        new Line("Lost with 50 % hidden", lost, FIRST_CURVE + "relativeDrop50"),
        new Line(
            "Area under the guided curve",
            "what its map finds most important hidden first",
            "guidedAuc"),
        new Line(
            "Right at the worst place",
            "wherever one square is hidden, mean over its sides",
            FIRST_SQUARE + "accuracy"),
        new Line(
            "Accuracy on corrupted images",
            "mean over corruptions and severities",
            "corruptionAccuracy"),
        new Line("AUROC", "ranking, 1 is perfect, 0.5 is chance", "test.auroc"),
        new Line("Mean p(true)", "probability given to the true class", "test.meanTrueProbability"),
        new Line(
            "Mean p(true), parts hidden",
            "area under its occlusion curve",
            "occlusion.aucTrueProbability"),
        new Line("Log-loss", figures.better("test.logLoss"), "test.logLoss"),
        new Line("Brier score", figures.better("test.brier"), "test.brier"),
        new Line("Calibration error (ECE)", "0 when 80 % sure is right 80 %", "test.ece"));
  }

  private static List<MetricRow> cost(RunResult result, RunFigures figures) {
    return List.of(
        row(
            result,
            "Epochs",
            firstSeed(result, "trained, and the one that was kept"),
            arm -> Figure.text(Integer.toString(arm.history().size()), "kept " + arm.bestEpoch())),
        row(result, "Training time", "with validation", arm -> figures.figure(arm, "trainSeconds")),
        row(
            result,
            "Training speed",
            firstSeed(result, "images per second, mean of the epochs"),
            arm -> Figure.text(Numbers.fixed(speed(arm), 1), "")));
  }

  private static double speed(ArmResult arm) {
    return arm.history().stream().mapToDouble(Epoch::imagesPerSecond).average().orElse(Double.NaN);
  }

  private static String firstSeed(RunResult result, String meaning) {
    boolean several = result.arms().stream().anyMatch(ArmResult::hasSeveralSeeds);
    return several ? meaning + "; first seed" : meaning;
  }

  private static MetricRow row(
      RunResult result, String name, String meaning, Function<ArmResult, Figure> cell) {
    return new MetricRow(name, meaning, result.arms().stream().map(cell).toList());
  }
}
