package dev.blindspot.train.evaluate.comparison;

import dev.blindspot.train.evaluate.comparison.Comparison.Measure;
import dev.blindspot.train.evaluate.metrics.Predictions;
import java.util.List;
import java.util.Map;

/**
 * What comparisons need of an arm: a score of every held-out image, from every training of it.
 *
 * @param arm its name
 * @param trainings one per seed, in the same order for all arms
 */
public record ArmScores(String arm, List<Training> trainings) {
  public ArmScores {
    trainings = List.copyOf(trainings);
    if (trainings.isEmpty()) {
      throw new IllegalArgumentException("trainings must be at least one, were none");
    }
  }

  /**
   * One training.
   *
   * @param clean what it said about the untouched images
   * @param scores per image, for every measure that was taken; the higher their mean, the better
   */
  @SuppressWarnings("ArrayRecordComponent") // numbers that nobody compares
  public record Training(Predictions clean, Map<Measure, double[]> scores) {
    public Training {
      scores = Map.copyOf(scores);
    }

    /** A training of which nothing but its predictions of untouched images is known. */
    static Training clean(Predictions clean) {
      return new Training(clean, Map.of(Measure.ACCURACY, clean.correct()));
    }
  }

  boolean has(Measure measure) {
    return trainings.stream().allMatch(training -> training.scores().containsKey(measure));
  }

  /** One row per training. */
  double[][] scores(Measure measure) {
    return trainings.stream()
        .map(training -> java.util.Objects.requireNonNull(training.scores().get(measure)))
        .toArray(double[][]::new);
  }
}
