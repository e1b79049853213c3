package dev.blindspot.train.report.table;

import dev.blindspot.train.evaluate.metrics.Evaluation;
import dev.blindspot.train.evaluate.seeds.OcclusionSpread;
import dev.blindspot.train.evaluate.stats.SeedSummary;
import dev.blindspot.train.report.result.ArmResult;
import dev.blindspot.train.report.result.Epoch;
import dev.blindspot.train.report.result.RunResult;
import dev.blindspot.train.report.result.SeedResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * One row of the arms table; with several trainings of an arm, the mean over them.
 *
 * @param name the metric
 * @param meaning what it says and which way is better, in a few words
 * @param cells one per arm
 */
public record MetricRow(String name, String meaning, List<Figure> cells) {

  /** All rows of a run. */
  static List<MetricRow> of(RunResult result) {
    List<MetricRow> rows = new ArrayList<>(sight(result));
    rows.addAll(hidden(result));
    rows.addAll(confidence(result));
    if (result.arms().stream().anyMatch(arm -> !arm.history().isEmpty())) {
      rows.addAll(cost(result));
    }
    return rows;
  }

  private static List<MetricRow> sight(RunResult result) {
    List<String> classes = result.data().classes();
    String of =
        classes.size() == 2
            ? "of the class \u201c" + classes.get(1) + "\u201d"
            : "mean over classes";
    return List.of(
        row(result, "Accuracy", "right answers on whole images", MetricRow::accuracy),
        row(
            result,
            "Balanced accuracy",
            "mean recall of the classes",
            arm -> Figure.share(arm.seeds().balancedAccuracy())),
        share(result, "Precision", of, Evaluation::precision),
        share(result, "Recall", of, Evaluation::recall),
        share(result, "F1", of, Evaluation::f1),
        row(
            result,
            "Validation accuracy",
            "on the images that chose the epoch",
            MetricRow::validationAccuracy));
  }

  private static Figure validationAccuracy(ArmResult arm) {
    Evaluation first = arm.validation();
    return first == null
        ? Figure.text(Numbers.NONE, "")
        : Figure.share(
            over(arm, t -> Objects.requireNonNull(t.validation()).accuracy()),
            first.accuracyInterval());
  }

  /** Right answers on whole images. */
  public static Figure accuracy(ArmResult arm) {
    return Figure.share(arm.seeds().accuracy(), arm.test().accuracyInterval());
  }

  /** Mean accuracy over all hidden parts. */
  public static Figure occlusionAuc(ArmResult arm) {
    return Figure.share(arm.seeds().occlusionAuc(), arm.occlusion().aucInterval());
  }

  private static List<MetricRow> hidden(RunResult result) {
    return List.of(
        row(
            result,
            "Area under the occlusion curve",
            "mean accuracy over all hidden parts",
            MetricRow::occlusionAuc),
        curve(result, "Lost with 25 % hidden", OcclusionSpread::relativeDrop25),
        curve(result, "Lost with 50 % hidden", OcclusionSpread::relativeDrop50),
        optional(
            result,
            "Area under the guided curve",
            "what its map finds most important hidden first",
            arm -> arm.seeds().guidedAuc()),
        optional(
            result,
            "Accuracy on corrupted images",
            "mean over corruptions and severities",
            arm -> arm.seeds().corruptionAccuracy()));
  }

  private static MetricRow curve(
      RunResult result, String name, Function<OcclusionSpread, SeedSummary> figure) {
    return row(
        result,
        name,
        "share of its accuracy on whole images",
        arm -> Figure.share(figure.apply(firstCurve(arm))));
  }

  private static OcclusionSpread firstCurve(ArmResult arm) {
    return arm.overSeeds().occlusion().get(0);
  }

  private static MetricRow optional(
      RunResult result,
      String name,
      String meaning,
      Function<ArmResult, @Nullable SeedSummary> spread) {
    return row(
        result,
        name,
        meaning,
        arm -> {
          SeedSummary of = spread.apply(arm);
          return of == null ? Figure.text(Numbers.NONE, "") : Figure.share(of);
        });
  }

  private static List<MetricRow> confidence(RunResult result) {
    return List.of(
        row(
            result,
            "AUROC",
            "ranking, 1 is perfect, 0.5 is chance",
            arm -> Figure.number(arm.seeds().auroc())),
        share(
            result,
            "Mean p(true)",
            "probability given to the true class",
            Evaluation::meanTrueProbability),
        row(
            result,
            "Mean p(true), parts hidden",
            "area under its occlusion curve",
            arm -> Figure.share(firstCurve(arm).aucTrueProbability())),
        row(result, "Log-loss", "lower is better", arm -> Figure.number(arm.seeds().logLoss())),
        row(
            result,
            "Brier score",
            "lower is better",
            arm -> Figure.number(over(arm, t -> t.test().brier()))),
        row(
            result,
            "Calibration error (ECE)",
            "0 when 80 % sure is right 80 %",
            arm -> Figure.number(arm.seeds().ece())));
  }

  private static List<MetricRow> cost(RunResult result) {
    return List.of(
        row(
            result,
            "Epochs",
            firstSeed(result, "trained, and the one that was kept"),
            arm -> Figure.text(Integer.toString(arm.history().size()), "kept " + arm.bestEpoch())),
        row(result, "Training time", "with validation", MetricRow::training),
        row(
            result,
            "Training speed",
            firstSeed(result, "images per second, mean of the epochs"),
            arm -> Figure.text(Numbers.fixed(speed(arm), 1), "")));
  }

  /** How long a training took. */
  public static Figure training(ArmResult arm) {
    return Figure.duration(over(arm, SeedResult::trainSeconds));
  }

  private static SeedSummary over(ArmResult arm, ToDoubleFunction<SeedResult> figure) {
    return SeedSummary.over(arm.seeds().trainings(), figure);
  }

  private static double speed(ArmResult arm) {
    return arm.history().stream().mapToDouble(Epoch::imagesPerSecond).average().orElse(Double.NaN);
  }

  private static MetricRow share(
      RunResult result, String name, String meaning, ToDoubleFunction<Evaluation> figure) {
    return row(
        result, name, meaning, arm -> Figure.share(over(arm, t -> figure.applyAsDouble(t.test()))));
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
