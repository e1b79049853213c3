package dev.blindspot.train.report.page;

import static dev.blindspot.train.report.table.Numbers.percent;
import static dev.blindspot.train.report.table.Numbers.wholePercent;

import dev.blindspot.train.evaluate.comparison.Comparison;
import dev.blindspot.train.evaluate.comparison.Comparison.Measure;
import dev.blindspot.train.evaluate.comparison.Comparison.Verdict;
import dev.blindspot.train.evaluate.robustness.OcclusionCurve;
import dev.blindspot.train.evaluate.seeds.RobustnessMetrics;
import dev.blindspot.train.evaluate.worst.WorstPlace;
import dev.blindspot.train.inspect.MapSummary.CueShare;
import dev.blindspot.train.inspect.shortcut.ClassScan;
import dev.blindspot.train.report.result.ArmResult;
import dev.blindspot.train.report.result.MapFindings;
import dev.blindspot.train.report.result.RunResult;
import dev.blindspot.train.report.result.ShortcutFindings;
import dev.blindspot.train.report.table.CueRow;
import dev.blindspot.train.report.table.CureTable;
import dev.blindspot.train.report.table.Figure;
import dev.blindspot.train.report.table.Numbers;
import dev.blindspot.train.report.table.RunFigures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * The run in five plain sentences: who sees how well, what is lost when parts are hidden, whether
 * either difference is shown, and what was looked at. With more than two arms it speaks of the
 * reference and of the arm that keeps most of its sight, and says that this one was picked.
 */
final class Summary {
  /** The hidden fraction that the summary speaks of. */
  static final double HIDDEN = 0.3;

  /** The side of the square at its worst place that the summary speaks of. */
  private static final double SQUARE = 0.25;

  private final RunResult result;
  private final RunFigures figures;
  private final List<ArmResult> arms;

  private Summary(RunResult result) {
    this.result = result;
    this.figures = RunFigures.of(result);
    this.arms = speakOf();
  }

  /**
   * Five sentences, one on the worst place where it was searched, and one for each known shortcut
   * that misleads and each cure.
   */
  static List<String> of(RunResult result) {
    Summary summary = new Summary(result);
    List<String> sentences =
        new ArrayList<>(
            List.of(
                summary.sight(),
                summary.loss(),
                summary.hidden(),
                summary.whole(),
                summary.looks()));
    summary.worstPlace().ifPresent(sentences::add);
    ShortcutFindings shortcuts = result.shortcuts();
    if (shortcuts != null) {
      shortcuts.cues().forEach(cue -> CureTable.misled(cue).ifPresent(sentences::add));
      shortcuts.cures().forEach(cure -> sentences.add(new CureTable(cure).sentence()));
    }
    return sentences;
  }

  /** The reference, and the other arm with the largest area under its occlusion curve. */
  private List<ArmResult> speakOf() {
    List<ArmResult> arms = new ArrayList<>(List.of(result.reference()));
    result.arms().stream()
        .skip(1)
        .max(Comparator.comparingDouble(arm -> figures.mean(arm, "occlusionAuc")))
        .ifPresent(arms::add);
    return arms;
  }

  private String sight() {
    boolean trainedHere = result.arms().stream().noneMatch(arm -> arm.history().isEmpty());
    return "On %d test images%s, %s%s."
        .formatted(
            result.reference().test().images(),
            trainedHere ? " that training never saw" : "",
            perArm("is right on ", arm -> text(figures.figure(arm, "test.accuracy"))),
            others(arm -> figures.mean(arm, "test.accuracy")));
  }

  private String text(Figure figure) {
    String seeds =
        hasSeveralSeeds()
            ? " over %d seeds".formatted(result.reference().seeds().trainings().size())
            : "";
    return figure.detail().isEmpty()
        ? figure.text()
        : "%s (%s%s)"
            .formatted(figure.text(), figure.detail().replace("\u00b1 ", "\u00b1\u00a0"), seeds);
  }

  private boolean hasSeveralSeeds() {
    return result.reference().seeds().trainings().size() > 1;
  }

  private String loss() {
    if (hasSeveralSeeds()) {
      return "On average while up to %s of the image is hidden, %s%s."
          .formatted(
              wholePercent(most()),
              perArm("is still right on ", arm -> text(figures.figure(arm, "occlusionAuc"))),
              others(arm -> figures.mean(arm, "occlusionAuc")));
    }
    double fraction = result.reference().occlusion().nearest(HIDDEN).fraction();
    return "With %s of the image hidden, %s%s."
        .formatted(
            wholePercent(fraction),
            perArm("is still right on ", arm -> kept(arm.occlusion(), fraction)),
            others(arm -> arm.occlusion().nearest(fraction).accuracy()));
  }

  /** With the first fill and the side nearest to a quarter. */
  private Optional<String> worstPlace() {
    if (arms.stream().anyMatch(arm -> arm.robustness().worstPlace().isEmpty())) {
      return Optional.empty();
    }
    WorstPlace first = arms.get(0).robustness().worstPlace().get(0);
    WorstPlace.Point point = first.nearest(SQUARE);
    String key = RobustnessMetrics.worstPlace(first.fill()).at(point.side()).of("accuracy");
    return Optional.of(
        "With one square of %s of the side hidden wherever it hurts most (%d places, %d images), %s."
            .formatted(
                wholePercent(point.side()),
                point.places(),
                first.images(),
                perArm("is still right on ", arm -> text(figures.figure(arm, key)))));
  }

  private double most() {
    List<OcclusionCurve.Point> points = result.reference().occlusion().points();
    return points.get(points.size() - 1).fraction();
  }

  private static String kept(OcclusionCurve curve, double fraction) {
    double hidden = curve.nearest(fraction).accuracy();
    double change = hidden - curve.points().get(0).accuracy();
    return "%s (%s points)".formatted(percent(hidden), Numbers.points(change));
  }

  /** "; the other 4 arms lie between 86.1 % and 90.4 %". */
  private String others(ToDoubleFunction<ArmResult> figure) {
    List<ArmResult> rest = result.arms().stream().filter(arm -> !arms.contains(arm)).toList();
    if (rest.isEmpty()) {
      return "";
    }
    String least = percent(rest.stream().mapToDouble(figure).min().orElseThrow());
    String most = percent(rest.stream().mapToDouble(figure).max().orElseThrow());
    return rest.size() == 1
        ? "; the other arm on " + least
        : "; the other %d arms lie between %s and %s".formatted(rest.size(), least, most);
  }

  private String hidden() {
    String picked =
        result.arms().size() > 2
            ? " (It was picked from %d for this, which flatters it.)"
                .formatted(result.arms().size() - 1)
            : "";
    return claim(Measure.OCCLUSION_AUC)
        .map(claim -> claim.sentence() + picked)
        .orElse("Nothing is compared, so that it is not shown what the augmentation is worth.");
  }

  private String whole() {
    if (result.arms().size() > 2) {
      return tally();
    }
    return claim(Measure.ACCURACY).map(Comparison::sentence).orElseGet(this::sure);
  }

  private Optional<Comparison> claim(Measure measure) {
    String arm = arms.get(arms.size() - 1).name();
    return result.comparisons().stream()
        .filter(c -> c.arm().equals(arm) && c.measure() == measure)
        .findFirst();
  }

  private String tally() {
    boolean networks = result.comparisons().stream().anyMatch(Comparison::ofTheseNetworks);
    return "Of %d claims that %s is better than %s%s, %d %s shown, %d not shown and %d contradicted."
        .formatted(
            result.comparisons().size(),
            networks ? "the network of an arm" : "an arm",
            networks ? "that of " : "",
            result.reference().name(),
            count(Verdict.SHOWN),
            count(Verdict.SHOWN) == 1 ? "is" : "are",
            count(Verdict.NOT_SHOWN),
            count(Verdict.CONTRADICTED));
  }

  private long count(Verdict verdict) {
    return result.comparisons().stream().filter(c -> c.verdict() == verdict).count();
  }

  /** Of the first method that knows a shortcut; else of the first that knows any cue. */
  private String looks() {
    List<CueRow> rows = CueRow.of(result);
    return rows.stream()
        .filter(CueRow::shortcut)
        .findFirst()
        .or(() -> rows.stream().findFirst())
        .map(row -> row.shortcut() ? share(row) + ": " + shortcut(row) + "." : share(row) + ".")
        .or(this::scanned)
        .orElseGet(() -> result.comparisons().isEmpty() ? unknown() : sure());
  }

  /** Without boxes: what the scan for shortcuts says, of a suspect if there is one. */
  private Optional<String> scanned() {
    MapFindings maps = result.mapFindings();
    List<ClassScan> scans = maps == null ? List.of() : maps.scans();
    return scans.stream()
        .filter(scan -> !scan.suspects().isEmpty())
        .findFirst()
        .or(() -> scans.stream().findFirst())
        .map(ClassScan::sentence);
  }

  private static String unknown() {
    return "What it looks at is not measured, because these images have no boxes of known"
        + " content.";
  }

  private String sure() {
    return "The probabilities that it states are off from how often it is right by %s."
        .formatted(
            arms.stream()
                .map(
                    arm ->
                        "%s points (%s)"
                            .formatted(
                                Numbers.fixed(100 * figures.mean(arm, "test.ece"), 1), arm.name()))
                .collect(Collectors.joining(" and ")));
  }

  private String share(CueRow row) {
    String shares =
        arms.stream()
            .map(arm -> "%s of %s\u2019s".formatted(percent(massShare(row, arm)), arm.name()))
            .collect(Collectors.joining(" and "));
    return "The %s covers %s of the image and takes %s %s map"
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

  /** "baseline is right on 90 % and robust on 94 %": the verb is said once, its last word again. */
  private String perArm(String verb, Function<ArmResult, String> figure) {
    String first = arms.get(0).name() + " " + verb + figure.apply(arms.get(0));
    return arms.stream()
        .skip(1)
        .map(arm -> " and " + arm.name() + " on " + figure.apply(arm))
        .collect(Collectors.joining("", first, ""));
  }
}
