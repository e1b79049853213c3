package dev.blindspot.train.evaluate.seeds;

import static dev.blindspot.train.evaluate.seeds.Metric.Better.HIGHER;
import static dev.blindspot.train.evaluate.seeds.Metric.Better.LOWER;
import static dev.blindspot.train.evaluate.seeds.Metric.Unit.SCORE;
import static dev.blindspot.train.evaluate.seeds.Metric.Unit.SHARE;

import dev.blindspot.train.evaluate.metrics.Evaluation;
import dev.blindspot.train.evaluate.metrics.Evaluation.ClassScore;
import java.util.List;
import java.util.Map;

/** The figures of {@link Evaluation}, which results.json has for every training alone. */
public final class EvaluationMetrics {
  private static final MetricGroup CLASS =
      MetricGroup.of(ClassScore.class, "Evaluation.ClassScore", "One class against the rest.")
          .metric("precision", "share of those called so", SHARE, HIGHER)
          .metric("recall", "share of those that are so", SHARE, HIGHER)
          .metric("f1", "harmonic mean of precision and recall", SHARE, HIGHER)
          .metric("auroc", "area under the ROC curve", SCORE, HIGHER);

  private static final MetricGroup ALL =
      MetricGroup.of(Evaluation.class, "Evaluation", "On whole images.")
          .metric("accuracy", "share that is classified correctly", SHARE, HIGHER)
          .metric("balancedAccuracy", "mean recall of the classes", SHARE, HIGHER)
          .metric("precision", "of class 1 of two, else the mean", SHARE, HIGHER)
          .metric("recall", "of class 1 of two, else the mean", SHARE, HIGHER)
          .metric("f1", "harmonic mean of precision and recall", SHARE, HIGHER)
          .metric("auroc", "area under the ROC curve", SCORE, HIGHER)
          .metric("logLoss", "mean of -ln p(true class)", SCORE, LOWER)
          .metric("meanTrueProbability", "mean p(true class)", SHARE, HIGHER)
          .metric("brier", "Brier score", SCORE, LOWER)
          .metric("ece", "expected calibration error", SCORE, LOWER);

  private EvaluationMetrics() {}

  /**
   * Adds the figures and those of every class to the table of an arm.
   *
   * @param classes names; a class without one, of an arm of another run, goes by its number
   */
  public static void addTo(
      Map<String, SeedValues> table, Key key, List<Evaluation> trainings, List<String> classes) {
    ALL.addTo(table, key, trainings);
    for (int k = 0; k < trainings.get(0).classes().size(); k++) {
      int index = k;
      List<ClassScore> scores = trainings.stream().map(e -> e.classes().get(index)).toList();
      CLASS.addTo(table, key.at(k < classes.size() ? classes.get(k) : k), scores);
    }
  }
}
