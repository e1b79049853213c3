package dev.blindspot.train.report.table;

import dev.blindspot.train.evaluate.metrics.Calibration;
import dev.blindspot.train.evaluate.robustness.CorruptionScores;
import dev.blindspot.train.evaluate.robustness.ObjectOcclusion;
import dev.blindspot.train.evaluate.robustness.OcclusionCurve;
import dev.blindspot.train.evaluate.robustness.Robustness;
import dev.blindspot.train.evaluate.stats.Interval;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The rows of {@code results.csv} that tell of robustness and calibration. */
final class RobustnessRows {
  private final CsvRows rows;

  private RobustnessRows(CsvRows rows) {
    this.rows = rows;
  }

  static void of(Robustness robustness, CsvRows rows) throws IOException {
    RobustnessRows to = new RobustnessRows(rows);
    for (OcclusionCurve curve : robustness.occlusion()) {
      to.curve(curve);
    }
    to.object(robustness.object());
    to.corruptions(robustness.corruptions());
    to.calibration(robustness.calibration());
  }

  private void curve(OcclusionCurve curve) throws IOException {
    String of =
        "curve[" + Labels.words(curve.position()).replace(' ', '-') + "," + curve.fill() + "].";
    rows.add(of + "auc", curve.auc(), curve.aucInterval());
    add(of + "aucTrueProbability", curve.aucTrueProbability());
    add(of + "aucBalanced", curve.aucBalanced());
    add(of + "relativeDrop25", curve.relativeDrop25());
    add(of + "relativeDrop50", curve.relativeDrop50());
    for (OcclusionCurve.Point point : curve.points()) {
      String at = "[" + point.fraction() + "]";
      rows.add(of + "accuracy" + at, point.accuracy(), point.accuracyInterval());
      add(of + "balancedAccuracy" + at, point.balancedAccuracy());
      add(of + "meanTrueProbability" + at, point.meanTrueProbability());
      add(of + "meanConfidence" + at, point.meanConfidence());
      add(of + "ece" + at, point.ece());
    }
  }

  private void object(@Nullable ObjectOcclusion object) throws IOException {
    if (object == null) {
      return;
    }
    for (ObjectOcclusion.Bin bin : object.bins()) {
      String at = "[" + bin.low() + "," + bin.high() + "]";
      rows.add("object.accuracy" + at, bin.accuracy(), bin.accuracyInterval());
      add("object.meanTrueProbability" + at, bin.meanTrueProbability());
      add("object.views" + at, bin.views());
    }
  }

  private void corruptions(@Nullable CorruptionScores scores) throws IOException {
    if (scores == null) {
      return;
    }
    rows.add("corruptions.accuracy", scores.meanAccuracy(), scores.meanAccuracyInterval());
    add("corruptions.corruptionError", scores.meanCorruptionError());
    add("corruptions.relativeCorruptionError", scores.meanRelativeCorruptionError());
    for (CorruptionScores.Family family : scores.families()) {
      String of = "[" + Labels.words(family.corruption()).replace(' ', '-');
      add("corruptions.accuracy" + of + "]", family.meanAccuracy());
      add("corruptions.corruptionError" + of + "]", family.corruptionError());
      add("corruptions.relativeCorruptionError" + of + "]", family.relativeCorruptionError());
      for (CorruptionScores.Level level : family.levels()) {
        String at = of + "," + level.severity() + "]";
        rows.add("corruptions.accuracy" + at, level.accuracy(), level.accuracyInterval());
      }
    }
  }

  private void calibration(Calibration c) throws IOException {
    add("calibration.ece", c.ece());
    add("calibration.mce", c.mce());
    add("calibration.meanConfidence", c.meanConfidence());
    add("calibration.overconfidence", c.overconfidence());
    Calibration.Scaled scaled = c.scaled();
    if (scaled != null) {
      add("calibration.temperature", scaled.temperature());
      add("calibration.scaled.ece", scaled.ece());
      add("calibration.scaled.mce", scaled.mce());
      add("calibration.scaled.brier", scaled.brier());
      add("calibration.scaled.logLoss", scaled.logLoss());
    }
  }

  private void add(String metric, double value) throws IOException {
    rows.add(metric, value, Interval.UNDEFINED);
  }
}
