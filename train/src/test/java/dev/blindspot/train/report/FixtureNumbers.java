package dev.blindspot.train.report;

import dev.blindspot.train.config.EvaluationConfig.Corruption;
import dev.blindspot.train.config.EvaluationConfig.Position;
import dev.blindspot.train.evaluate.Calibration;
import dev.blindspot.train.evaluate.CorruptionScores;
import dev.blindspot.train.evaluate.Disagreement;
import dev.blindspot.train.evaluate.Evaluation;
import dev.blindspot.train.evaluate.Interval;
import dev.blindspot.train.evaluate.LabelAudit;
import dev.blindspot.train.evaluate.Mistakes;
import dev.blindspot.train.evaluate.ObjectOcclusion;
import dev.blindspot.train.evaluate.OcclusionCurve;
import dev.blindspot.train.evaluate.Predictions;
import dev.blindspot.train.evaluate.Robustness;
import dev.blindspot.train.evaluate.Throughput;
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
        new Throughput(26_160, 41.3, 38.2));
  }

  private static List<OcclusionCurve> curves(OcclusionCurve first) {
    List<OcclusionCurve> curves = new ArrayList<>();
    for (Position position : Position.values()) {
      double lower = 0.03 * curves.size();
      curves.add(
          new OcclusionCurve(
              position,
              first.fill(),
              first.draws(),
              first.points(),
              first.auc() - lower,
              first.aucInterval(),
              first.aucTrueProbability(),
              first.aucBalanced(),
              first.relativeDrop25(),
              first.relativeDrop50()));
    }
    return curves;
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
        double accuracy =
            clean - severity * (0.03 + 0.004 * families.size()) * (1 - 0.1 * arm);
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
              clean - 0.12,
              arm == 0 ? 1 : 0.94,
              arm == 0 ? 1 : Double.NaN));
    }
    return new CorruptionScores(
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
              empty ? Double.NaN : middle - 0.05));
    }
    return new Calibration(
        bins,
        test.ece(),
        2 * test.ece(),
        test.brier(),
        test.logLoss(),
        test.accuracy() + 0.02,
        0.02,
        new Calibration.Scaled(1.32, 180, 0.021, 0.08, 0.07, 0.24, bins));
  }

  static ArmSeeds seeds(int arm, Evaluation test) {
    List<SeedResult> trainings = new ArrayList<>();
    for (int seed = 1; seed <= 3; seed++) {
      trainings.add(
          new SeedResult(
              seed,
              11,
              test,
              test,
              0.75 + 0.01 * seed + 0.02 * arm,
              0.6 + 0.01 * seed,
              0.8 - 0.01 * seed,
              46.2,
              "arms/arm-%d/seed-%d/model.zip".formatted(arm, seed)));
    }
    return ArmSeeds.of(trainings);
  }

  static Findings findings(List<String> arms, List<String> classes, List<Predictions> said) {
    List<Mistakes> mistakes = new ArrayList<>();
    List<Disagreement.Opinion> opinions = new ArrayList<>();
    for (int i = 0; i < arms.size(); i++) {
      Mistakes.Mistake worst =
          new Mistakes.Mistake("test-1002.png", classes.get(0), classes.get(1), 0.99 - 0.1 * i, 0.01);
      mistakes.add(new Mistakes(arms.get(i), 12 + i, List.of(worst), List.of(worst)));
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
            List.of(0.91, 0.88),
            List.of(List.of(170, 4), List.of(2, 160)),
            0.018,
            List.of(
                new LabelAudit.Suspect(
                    "test-1001.png", "test", classes.get(1), classes.get(0), 0.02, 0.98))),
        List.of());
  }
}
