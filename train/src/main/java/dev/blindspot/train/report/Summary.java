package dev.blindspot.train.report;

import dev.blindspot.train.inspect.MapSummary;
import static dev.blindspot.train.report.Numbers.percent;
import static dev.blindspot.train.report.Numbers.wholePercent;

import dev.blindspot.train.evaluate.Comparison;
import dev.blindspot.train.evaluate.OcclusionCurve;
import dev.blindspot.train.inspect.MapSummary.CueShare;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The run in at most five plain sentences: who sees better, what is lost when parts are hidden, what was looked at, and
 * whether the differences are shown. With more than two arms it speaks of the reference and of the arm that keeps most
 * of its sight.
 */
final class Summary {
  /** The hidden fraction that the summary speaks of. */
  static final double HIDDEN = 0.3;

  private final RunResult result;
  private final List<ArmResult> arms;

  private Summary(RunResult result) {
    this.result = result;
    this.arms = speakOf(result);
  }

  /** One to five sentences. */
  static List<String> of(RunResult result) {
    Summary summary = new Summary(result);
    List<String> sentences = new ArrayList<>(List.of(summary.sight(), summary.loss()));
    summary.lookedAt().ifPresent(sentences::add);
    sentences.addAll(summary.verdicts());
    return sentences;
  }

  /** The reference, and the other arm with the largest area under its occlusion curve. */
  private static List<ArmResult> speakOf(RunResult result) {
    List<ArmResult> arms = new ArrayList<>(List.of(result.reference()));
    result.arms().stream()
        .skip(1)
        .max(Comparator.comparingDouble(arm -> arm.occlusion().auc()))
        .ifPresent(arms::add);
    return arms;
  }

  private String sight() {
    return "On %d test pictures that training never saw, %s."
        .formatted(
            result.reference().test().images(),
            perArm("is right on ", arm -> percent(arm.test().accuracy())));
  }

  private String loss() {
    double fraction = result.reference().occlusion().nearest(HIDDEN).fraction();
    return "With %s of the picture hidden, %s."
        .formatted(
            wholePercent(fraction),
            perArm("is still right on ", arm -> kept(arm.occlusion(), fraction)));
  }

  private static String kept(OcclusionCurve curve, double fraction) {
    double hidden = curve.nearest(fraction).accuracy();
    double change = hidden - curve.points().get(0).accuracy();
    return "%s (%s points)".formatted(percent(hidden), Numbers.points(change));
  }

  /** Of the first method that knows a shortcut; else of the first that knows any cue. */
  private Optional<String> lookedAt() {
    List<CueRow> rows = CueRow.of(result);
    return rows.stream()
        .filter(CueRow::shortcut)
        .findFirst()
        .or(() -> rows.stream().findFirst())
        .map(row -> row.shortcut() ? share(row) + ": " + shortcut(row) + "." : share(row) + ".");
  }

  private String share(CueRow row) {
    String shares =
        arms.stream()
            .map(arm -> "%s of %s\u2019s".formatted(percent(massShare(row, arm)), arm.name()))
            .collect(Collectors.joining(" and "));
    return "The %s covers %s of the picture and takes %s %s map"
        .formatted(row.cue(), percent(row.areaShare()), shares, row.method());
  }

  private String shortcut(CueRow row) {
    List<String> lookers =
        arms.stream()
            .filter(arm -> cue(row, arm).map(CueShare::isLookedAt).orElse(false))
            .map(ArmResult::name)
            .toList();
    return switch (lookers.size()) {
      case 0 -> "no arm is shown to look at it";
      case 1 -> lookers.get(0) + " has learned to look at it";
      default -> String.join(" and ", lookers) + " have learned to look at it";
    };
  }

  private double massShare(CueRow row, ArmResult arm) {
    return cue(row, arm).map(CueShare::massShare).orElse(Double.NaN);
  }

  private Optional<CueShare> cue(CueRow row, ArmResult arm) {
    return row.shares().get(result.arms().indexOf(arm));
  }

  private List<String> verdicts() {
    String arm = arms.get(arms.size() - 1).name();
    return result.comparisons().stream()
        .filter(comparison -> comparison.arm().equals(arm))
        .map(Comparison::sentence)
        .limit(2)
        .toList();
  }

  /** "baseline is right on 90 % and robust on 94 %": the verb is said once, its last word again. */
  private String perArm(String verb, Function<ArmResult, String> figure) {
    String first = arms.get(0).name() + " " + verb + figure.apply(arms.get(0));
    return arms.stream()
        .skip(1)
        .map(arm -> " and " + arm.name() + " on " + figure.apply(arm))
        .collect(Collectors.joining("", first, ""));
  }
}
