package dev.blindspot.train.evaluate.metrics;

import dev.blindspot.train.evaluate.metrics.Evaluation.ClassScore;
import dev.blindspot.train.evaluate.stats.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.ranking.NaturalRanking;
import org.apache.commons.math3.stat.ranking.TiesStrategy;

/** The metrics of {@link Evaluation} from probabilities and labels. */
public final class Metrics {
  /** Log-losses and logits take no probability as smaller: the gap of floats at 1, 2^-23. */
  static final double LEAST_PROBABILITY = Math.ulp(1f);

  private Metrics() {}

  /**
   * Measures probabilities {@code [N, K]} against N labels.
   *
   * @throws IllegalArgumentException as {@link Predictions#of(double[][], int[])}
   */
  public static Evaluation of(double[][] probabilities, int[] labels) {
    return of(Predictions.of(probabilities, labels));
  }

  /** Measures predictions. */
  public static Evaluation of(Predictions predictions) {
    Confusion confusion = new Confusion(predictions);
    int classes = predictions.classes();
    List<ClassScore> scores =
        IntStream.range(0, classes).mapToObj(k -> score(predictions, confusion, k)).toList();
    int images = predictions.size();
    return new Evaluation(
        images,
        confusion.rows(),
        (double) confusion.correct() / images,
        Interval.wilson(confusion.correct(), images),
        confusion.balancedAccuracy(),
        positive(scores, ClassScore::precision),
        positive(scores, ClassScore::recall),
        positive(scores, ClassScore::f1),
        positive(scores, ClassScore::auroc),
        logLoss(predictions),
        Arrays.stream(predictions.trueProbabilities()).average().orElseThrow(),
        brier(predictions),
        Calibrations.ece(Calibrations.bins(predictions)),
        scores,
        undefined(confusion, classes));
  }

  private static ClassScore score(Predictions predictions, Confusion confusion, int k) {
    return new ClassScore(
        confusion.truly(k),
        confusion.precision(k),
        confusion.recall(k),
        confusion.f1(k),
        auroc(predictions, k));
  }

  /** Class 1 of two classes, the unweighted mean of more. */
  private static double positive(List<ClassScore> scores, ToDoubleFunction<ClassScore> figure) {
    if (scores.size() == 2) {
      return figure.applyAsDouble(scores.get(1));
    }
    return scores.stream().mapToDouble(figure).sum() / scores.size();
  }

  /** The Mann-Whitney statistic with mid-ranks, divided by the number of pairs. */
  private static double auroc(Predictions predictions, int k) {
    double[] scores = new double[predictions.size()];
    Arrays.setAll(scores, i -> predictions.probability(i, k));
    double[] ranks = new NaturalRanking(TiesStrategy.AVERAGE).rank(scores);
    double rankSum = 0;
    long positives = 0;
    for (int i = 0; i < ranks.length; i++) {
      if (predictions.label(i) == k) {
        rankSum += ranks[i];
        positives++;
      }
    }
    double pairs = positives * (double) (ranks.length - positives);
    return pairs == 0 ? Double.NaN : (rankSum - positives * (positives + 1) / 2.0) / pairs;
  }

  static double logLoss(Predictions predictions) {
    return Arrays.stream(predictions.trueProbabilities())
        .map(Metrics::logLoss)
        .average()
        .orElseThrow();
  }

  /**
   * The log-loss of one image, between 0 and 15.9: a probability below 2^-23, which a float32
   * softmax cannot tell from 0 beside 1, counts as 2^-23. Histories, reports and temperatures all
   * use this.
   *
   * @param probability of the true class; NaN gives NaN
   */
  public static double logLoss(double probability) {
    return -Math.log(Math.min(1, Math.max(LEAST_PROBABILITY, probability)));
  }

  static double brier(Predictions predictions) {
    double sum = 0;
    for (int i = 0; i < predictions.size(); i++) {
      for (int k = 0; k < predictions.classes(); k++) {
        double error = predictions.probability(i, k) - (predictions.label(i) == k ? 1 : 0);
        sum += error * error / 2;
      }
    }
    return sum / predictions.size();
  }

  private static List<String> undefined(Confusion confusion, int classes) {
    List<String> reasons = new ArrayList<>();
    for (int k = 0; k < classes; k++) {
      if (confusion.truly(k) == 0) {
        reasons.add(
            "Class %d has no image: its recall, the balanced accuracy and AUROC are undefined."
                .formatted(k));
      }
      if (confusion.called(k) == 0) {
        reasons.add("No image was called class %d: its precision is undefined.".formatted(k));
      }
    }
    return reasons;
  }
}
