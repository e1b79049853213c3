package dev.blindspot.train.report.result;

import dev.blindspot.train.config.EvaluationConfig.Corruption;
import dev.blindspot.train.config.EvaluationConfig.Position;
import dev.blindspot.train.evaluate.corruption.CorruptionConstants;
import dev.blindspot.train.evaluate.findings.Disagreement;
import dev.blindspot.train.evaluate.findings.LabelAudit;
import dev.blindspot.train.evaluate.findings.Mistakes;
import dev.blindspot.train.evaluate.metrics.Calibration;
import dev.blindspot.train.evaluate.metrics.Evaluation;
import dev.blindspot.train.evaluate.metrics.Predictions;
import dev.blindspot.train.evaluate.robustness.CorruptionScores;
import dev.blindspot.train.evaluate.robustness.ObjectOcclusion;
import dev.blindspot.train.evaluate.robustness.OcclusionCurve;
import dev.blindspot.train.evaluate.robustness.Robustness;
import dev.blindspot.train.evaluate.robustness.Throughput;
import dev.blindspot.train.evaluate.stats.Interval;
import dev.blindspot.train.evaluate.worst.WorstPlace;
import dev.blindspot.train.evaluate.worst.WorstPlaceDifference;
import dev.blindspot.train.inspect.MeasureRow;
import dev.blindspot.train.inspect.MovedRow;
import dev.blindspot.train.inspect.SanityCheck;
import dev.blindspot.train.inspect.shortcut.ClassScan;
import java.util.ArrayList;
import java.util.List;

/** Made-up robustness figures of {@link FixtureRun}. */
final class FixtureNumbers {
  private FixtureNumbers() {}

  static Robustness robustness(int arm, Evaluation test, OcclusionCurve first) {
    return new Robustness(
        curves(first),
        object(arm),
        corruptions(arm, test.accuracy()),
        calibration(test),
        new Throughput(26_160, 41.3, 38.2),
        worstPlace(arm, test.accuracy()));
  }

  private static List<WorstPlace> worstPlace(int arm, double clean) {
    return List.of(worstPlace("patch-uniform", arm, clean), worstPlace("mean", arm, clean - 0.02));
  }

  private static WorstPlace worstPlace(String fill, int arm, double clean) {
    double[] sides = {0, 0.125, 0.25, 0.375, 0.5};
    List<WorstPlace.Point> points = new ArrayList<>();
    for (int s = 0; s < sides.length; s++) {
      double accuracy = clean - s * (0.16 - 0.012 * arm);
      points.add(
          new WorstPlace.Point(
              sides[s],
              (int) (96 * sides[s]),
              s == 0 ? 1 : (9 - s) * (9 - s),
              accuracy,
              new Interval(accuracy - 0.09, accuracy + 0.08),
              accuracy - 0.04,
              s == 0 ? 0 : (0.16 - 0.012 * arm) / clean));
    }
    double mean = clean - 2.5 * (0.16 - 0.012 * arm);
    return new WorstPlace(
        fill,
        96,
        points,
        mean,
        new Interval(mean - 0.08, mean + 0.08),
        mean - 0.04,
        1 - 4 * (0.16 - 0.012 * arm) / clean,
        arm == 1 ? Double.NaN : 0.375);
  }

  static List<WorstPlaceDifference> worstPlaceDifferences(List<String> arms, int seeds) {
    List<WorstPlaceDifference> differences = new ArrayList<>();
    for (String arm : arms.subList(1, arms.size())) {
      for (String fill : List.of("patch-uniform", "mean")) {
        differences.add(
            new WorstPlaceDifference(
                arm,
                arms.get(0),
                fill,
                0.03,
                new Interval(-0.011, 0.071),
                0.025,
                new Interval(-0.004, 0.054),
                96,
                seeds));
      }
    }
    return differences;
  }

  private static List<OcclusionCurve> curves(OcclusionCurve first) {
    List<OcclusionCurve> curves = new ArrayList<>();
    for (Position position : Position.values()) {
      for (String fill : List.of(first.fill(), "mean")) {
        double steeper = 0.06 * (curves.size() - curves.size() % 2) / 2;
        curves.add(lower(first, position, fill, steeper + (fill.equals("mean") ? 0.04 : 0)));
      }
    }
    return curves;
  }

  private static OcclusionCurve lower(
      OcclusionCurve first, Position position, String fill, double steeper) {
    List<OcclusionCurve.Point> points =
        first.points().stream()
            .map(
                p ->
                    new OcclusionCurve.Point(
                        p.fraction(),
                        p.accuracy() - steeper * p.fraction(),
                        p.accuracyInterval(),
                        p.balancedAccuracy(),
                        p.meanTrueProbability(),
                        p.meanConfidence(),
                        p.ece()))
            .toList();
    return new OcclusionCurve(
        position,
        fill,
        first.draws(),
        points,
        first.auc() - steeper / 4,
        first.aucInterval(),
        first.aucTrueProbability(),
        first.aucBalanced(),
        first.relativeDrop25(),
        position == Position.CENTRE ? Double.NaN : first.relativeDrop50());
  }

  private static ObjectOcclusion object(int arm) {
    List<ObjectOcclusion.Bin> bins = new ArrayList<>();
    double[] ends = {0, 0, 0.2, 0.4, 0.6, 0.8, 1};
    for (int b = 1; b < ends.length; b++) {
      double accuracy = 0.93 - (0.09 - 0.01 * arm) * (b - 1);
      bins.add(
          new ObjectOcclusion.Bin(
              ends[b - 1],
              ends[b],
              400 - 50 * b,
              200 - 20 * b,
              accuracy,
              new Interval(accuracy - 0.04, accuracy + 0.04),
              accuracy - 0.05));
    }
    return new ObjectOcclusion(List.of("vehicle"), "patch-uniform", 240, bins);
  }

  private static CorruptionScores corruptions(int arm, double clean) {
    List<CorruptionScores.Family> families = new ArrayList<>();
    for (Corruption corruption : Corruption.values()) {
      List<CorruptionScores.Level> levels = new ArrayList<>();
      for (int severity = 1; severity <= 5; severity++) {
        double accuracy = clean - severity * (0.03 + 0.004 * families.size()) * (1 - 0.1 * arm);
        levels.add(
            new CorruptionScores.Level(
                severity,
                accuracy,
                new Interval(accuracy - 0.04, accuracy + 0.04),
                accuracy - 0.003,
                accuracy - 0.05,
                accuracy + 0.06,
                0.06));
      }
      families.add(
          new CorruptionScores.Family(
              corruption,
              levels,
              levels.stream().mapToDouble(CorruptionScores.Level::accuracy).average().orElseThrow(),
              1 - 0.06 * arm,
              corruption == Corruption.FOG ? Double.NaN : 1 - 0.05 * arm));
    }
    return new CorruptionScores(
        CorruptionConstants.IMAGENET_C,
        families,
        clean - 0.12,
        new Interval(clean - 0.15, clean - 0.09),
        arm == 0 ? 1 : 0.94,
        arm == 0 ? 1 : Double.NaN);
  }

  private static Calibration calibration(Evaluation test) {
    List<Calibration.Bin> bins = new ArrayList<>();
    for (int b = 0; b < 15; b++) {
      double middle = (b + 0.5) / 15;
      boolean empty = middle < 0.5;
      bins.add(
          new Calibration.Bin(
              b / 15.0,
              (b + 1) / 15.0,
              empty ? 0 : 10 + b,
              empty ? Double.NaN : middle,
              empty ? Double.NaN : middle - 0.05 + 0.1 * (test.accuracy() - 0.9)));
    }
    return new Calibration(
        bins,
        test.ece(),
        2 * test.ece(),
        test.brier(),
        test.logLoss(),
        test.accuracy() - 0.02,
        -0.02,
        new Calibration.Scaled(1.32, 180, 0.021, 0.08, 0.07, 0.24, bins));
  }

  /** Later seeds lose a little less. */
  static ArmSeeds seeds(int arm, List<Evaluation> tests, OcclusionCurve first) {
    List<SeedResult> trainings = new ArrayList<>();
    for (int s = 0; s < tests.size(); s++) {
      trainings.add(
          new SeedResult(
              s + 1,
              11 - s,
              tests.get(s),
              tests.get(s),
              first.auc() + 0.008 * s,
              first.auc() - 0.1 + 0.01 * s,
              s == 2 ? null : 0.8 - 0.01 * s,
              46.2 + s,
              "arms/arm-%d/seed-%d/model.zip".formatted(arm, s + 1),
              tests.size() == 1
                  ? null
                  : robustness(
                      arm, tests.get(s), lower(first, first.position(), first.fill(), -0.12 * s))));
    }
    return new ArmSeeds(trainings);
  }

  static Findings findings(List<String> arms, List<String> classes, List<Predictions> said) {
    List<Mistakes> mistakes = new ArrayList<>();
    List<Disagreement.Opinion> opinions = new ArrayList<>();
    for (int i = 0; i < arms.size(); i++) {
      List<Mistakes.Mistake> worst = new ArrayList<>();
      for (int n = 0; n < 8; n++) {
        worst.add(
            new Mistakes.Mistake(
                "test-%04d.png".formatted(1002 + n),
                classes.get(n % 2),
                classes.get(1 - n % 2),
                0.99 - 0.02 * i - 0.03 * n,
                0.01 + 0.02 * i + 0.03 * n));
      }
      mistakes.add(new Mistakes(arms.get(i), 12 + i, worst, worst));
      opinions.add(
          new Disagreement.Opinion(
              arms.get(i), classes.get(i % 2), said.get(i).trueProbabilities()[0]));
    }
    return new Findings(
        mistakes,
        List.of(new Disagreement("test-1003.png", classes.get(1), 0.61, opinions)),
        17,
        new LabelAudit(
            420,
            classes,
            List.of(0.91, Double.NaN),
            List.of(List.of(170, 4), List.of(2, 160)),
            0.018,
            List.of(
                new LabelAudit.Suspect(
                    "test-1001.png", "test", classes.get(1), classes.get(0), 0.02, 0.98))),
        List.of(
            new ExplainedImage(
                "test-1003.png",
                classes.get(1),
                List.of(),
                List.of(new Illustration("Occlusion maps", "explain/finding-0.png")))),
        null);
  }

  static MapFindings mapFindings(List<String> arms, List<String> classes) {
    List<MeasureRow> measures = new ArrayList<>();
    for (String method : List.of("occlusion", "CAM")) {
      measures.add(measure(method, "deletion", "lower is better", arms));
      measures.add(measure(method, "insertion", "higher is better", arms));
    }
    List<MovedRow> moved = new ArrayList<>();
    List<MapFindings.ArmSanity> sanity = new ArrayList<>();
    List<ClassScan> scans = new ArrayList<>();
    for (int i = 0; i < arms.size(); i++) {
      if (i > 0) {
        Interval around = new Interval(0.4, 0.6);
        moved.add(
            new MovedRow(
                "CAM", arms.get(i), arms.get(0), 24, 0.5, around, 0.45, around, 0.5, around));
      }
      List<SanityCheck.Step> steps =
          List.of(new SanityCheck.Step("dense", 0.6, 0.5), new SanityCheck.Step("conv1", 0.1, 0.2));
      sanity.add(
          new MapFindings.ArmSanity(arms.get(i), List.of(new SanityCheck("CAM", 24, steps))));
      scans.add(scan(arms.get(i), classes.get(1), i == 0));
    }
    return new MapFindings(
        measures,
        moved,
        sanity,
        scans,
        List.of(new Illustration("Shortcut scan of " + arms.get(0), "explain/scan.png")));
  }

  private static MeasureRow measure(String method, String name, String meaning, List<String> arms) {
    List<MeasureRow.Cell> cells = new ArrayList<>();
    for (int i = 0; i < arms.size(); i++) {
      double mean = 0.4 + 0.03 * i;
      double difference = i == 0 ? Double.NaN : 0.03 * i;
      cells.add(
          new MeasureRow.Cell(
              arms.get(i),
              mean,
              new Interval(mean - 0.04, mean + 0.04),
              24,
              difference,
              i == 0 ? Interval.UNDEFINED : new Interval(difference - 0.05, difference + 0.05),
              i == 0 ? Double.NaN : 0.04));
    }
    return new MeasureRow(method, name, meaning, cells);
  }

  private static ClassScan scan(String arm, String label, boolean found) {
    ClassScan.FoundSuspect suspect =
        new ClassScan.FoundSuspect(
            "upper left",
            4,
            4,
            24,
            24,
            31,
            60,
            0.517,
            new Interval(0.393, 0.638),
            0.08,
            0.05,
            0.31,
            0.001,
            "watermark",
            new ClassScan.Pasted(40, 18, 1, 0.27, new Interval(0.2, 0.34)));
    return new ClassScan(
        arm,
        label,
        60,
        49,
        24,
        true,
        0.05,
        found ? List.of(suspect) : List.of(),
        found
            ? arm + " takes images for " + label + " by their upper left corner (fixture)."
            : arm + " has no suspect place for " + label + " (fixture).");
  }
}
