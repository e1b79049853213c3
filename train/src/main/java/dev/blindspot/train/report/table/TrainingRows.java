package dev.blindspot.train.report.table;

import dev.blindspot.train.evaluate.metrics.Evaluation;
import dev.blindspot.train.evaluate.metrics.Evaluation.ClassScore;
import dev.blindspot.train.evaluate.robustness.OcclusionCurve;
import dev.blindspot.train.evaluate.robustness.Robustness;
import dev.blindspot.train.report.result.SeedResult;
import java.io.IOException;
import java.util.List;

/** The rows of {@code results.csv} that tell of one training. */
final class TrainingRows {
  private final List<String> classes;
  private final CsvRows rows;

  private TrainingRows(List<String> classes, CsvRows rows) {
    this.classes = classes;
    this.rows = rows;
  }

  static void of(SeedResult training, Robustness robustness, List<String> classes, CsvRows rows)
      throws IOException {
    TrainingRows to = new TrainingRows(classes, rows);
    if (training.validation() != null) {
      to.evaluation("validation", training.validation());
    }
    to.evaluation("test", training.test());
    to.occlusion(robustness.occlusion().get(0));
    RobustnessRows.of(robustness, rows);
    rows.add("trainSeconds", training.trainSeconds());
  }

  private void evaluation(String on, Evaluation e) throws IOException {
    rows.add(on + ".accuracy", e.accuracy(), e.accuracyInterval());
    rows.add(on + ".balancedAccuracy", e.balancedAccuracy());
    rows.add(on + ".precision", e.precision());
    rows.add(on + ".recall", e.recall());
    rows.add(on + ".f1", e.f1());
    rows.add(on + ".auroc", e.auroc());
    rows.add(on + ".logLoss", e.logLoss());
    rows.add(on + ".meanTrueProbability", e.meanTrueProbability());
    rows.add(on + ".brier", e.brier());
    rows.add(on + ".ece", e.ece());
    for (int k = 0; k < e.classes().size(); k++) {
      ClassScore score = e.classes().get(k);
      String of = "[" + classes.get(k) + "]";
      rows.add(on + ".precision" + of, score.precision());
      rows.add(on + ".recall" + of, score.recall());
      rows.add(on + ".f1" + of, score.f1());
      rows.add(on + ".auroc" + of, score.auroc());
    }
  }

  private void occlusion(OcclusionCurve curve) throws IOException {
    rows.add("occlusion.auc", curve.auc(), curve.aucInterval());
    rows.add("occlusion.aucTrueProbability", curve.aucTrueProbability());
    for (OcclusionCurve.Point point : curve.points()) {
      String at = "[" + point.fraction() + "]";
      rows.add("occlusion.accuracy" + at, point.accuracy(), point.accuracyInterval());
      rows.add("occlusion.balancedAccuracy" + at, point.balancedAccuracy());
      rows.add("occlusion.meanTrueProbability" + at, point.meanTrueProbability());
    }
  }
}
