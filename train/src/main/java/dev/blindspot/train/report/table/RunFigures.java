package dev.blindspot.train.report.table;

import static java.util.Objects.requireNonNull;

import dev.blindspot.train.evaluate.robustness.Robustness;
import dev.blindspot.train.evaluate.seeds.EvaluationMetrics;
import dev.blindspot.train.evaluate.seeds.Key;
import dev.blindspot.train.evaluate.seeds.Metric.Better;
import dev.blindspot.train.evaluate.seeds.Metric.Unit;
import dev.blindspot.train.evaluate.seeds.MetricGroup;
import dev.blindspot.train.evaluate.seeds.RobustnessMetrics;
import dev.blindspot.train.evaluate.seeds.SeedValues;
import dev.blindspot.train.report.result.ArmResult;
import dev.blindspot.train.report.result.ArmSeeds;
import dev.blindspot.train.report.result.RunResult;
import dev.blindspot.train.report.result.SeedResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The table of a run: every figure of every arm by its key, such as {@code test.accuracy}, {@code
 * test.recall[emergency]} or {@code occlusion.accuracy[0.3]}, with its value for every training.
 */
public final class RunFigures {
  /** Figures of the first curve that also go by the short name {@code occlusion}. */
  private static final Set<String> FIRST_CURVE =
      Set.of("auc", "aucTrueProbability", "accuracy", "balancedAccuracy", "meanTrueProbability");

  private static final MetricGroup COST =
      MetricGroup.of(SeedResult.class, "", "")
          .metric("trainSeconds", "duration of training", Unit.SECONDS, Better.LOWER);

  private final Map<String, Map<String, SeedValues>> arms = new LinkedHashMap<>();

  private RunFigures(RunResult result) {
    for (ArmResult arm : result.arms()) {
      arms.put(arm.name(), table(arm, result.data().classes()));
    }
  }

  public static RunFigures of(RunResult result) {
    return new RunFigures(result);
  }

  private static Map<String, SeedValues> table(ArmResult arm, List<String> classes) {
    Map<String, SeedValues> table = new LinkedHashMap<>();
    List<SeedResult> trainings = arm.seeds().trainings();
    List<Robustness> robustness = arm.robustnessOfAll();
    if (trainings.get(0).validation() != null) {
      EvaluationMetrics.addTo(
          table,
          Key.ROOT.in("validation."),
          trainings.stream().map(t -> requireNonNull(t.validation())).toList(),
          classes);
    }
    EvaluationMetrics.addTo(
        table, Key.ROOT.in("test."), trainings.stream().map(SeedResult::test).toList(), classes);
    table.putAll(firstCurve(robustness));
    ArmSeeds.TOGETHER.addTo(table, Key.ROOT, trainings);
    table.computeIfPresent(
        "occlusionAuc",
        (key, auc) -> auc.with(requireNonNull(table.get("occlusion.auc")).intervals()));
    RobustnessMetrics.ALL.addTo(table, Key.ROOT, robustness);
    COST.addTo(table, Key.ROOT, trainings);
    return table;
  }

  private static Map<String, SeedValues> firstCurve(List<Robustness> robustness) {
    Map<String, SeedValues> table = new LinkedHashMap<>();
    RobustnessMetrics.CURVE.addTo(
        table,
        Key.ROOT.in("occlusion."),
        robustness.stream().map(r -> r.occlusion().get(0)).toList());
    table.values().removeIf(values -> !FIRST_CURVE.contains(values.metric().key()));
    return table;
  }

  /** All figures of an arm, in the order of results.csv. */
  Map<String, SeedValues> of(ArmResult arm) {
    return requireNonNull(arms.get(arm.name()), arm.name());
  }

  /** The mean over the trainings of an arm. */
  public double mean(ArmResult arm, String key) {
    return requireNonNull(of(arm).get(key), key).summary().mean();
  }

  /** A figure as text; a dash where it was not measured. */
  public Figure figure(ArmResult arm, String key) {
    SeedValues values = of(arm).get(key);
    return values == null ? Figure.text(Numbers.NONE, "") : Figure.of(values);
  }

  /** Which way a figure is better, in words. */
  String better(String key) {
    SeedValues any = requireNonNull(arms.values().iterator().next().get(key), key);
    return Labels.words(any.metric().better()) + " is better";
  }

  /** Several figures of one part, such as {@code calibration.}, as text. */
  List<Figure> figures(ArmResult arm, Key part, List<String> metrics) {
    return metrics.stream().map(metric -> figure(arm, part.of(metric))).toList();
  }
}
