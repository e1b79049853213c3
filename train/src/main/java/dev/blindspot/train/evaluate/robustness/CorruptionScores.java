package dev.blindspot.train.evaluate.robustness;

import dev.blindspot.train.config.EvaluationConfig.Corruption;
import dev.blindspot.train.evaluate.corruption.CorruptionConstants;
import dev.blindspot.train.evaluate.metrics.Calibration;
import dev.blindspot.train.evaluate.stats.Interval;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How well a classifier sees corrupted images (Hendrycks and Dietterich 2019, "Benchmarking Neural
 * Network Robustness to Common Corruptions and Perturbations", arXiv:1903.12261).
 *
 * @param law whose constants the corruptions had, which the size of the images chooses; null in
 *     results of builds that did not know others than ImageNet-C's
 * @param families one entry per corruption, in the order of the configuration
 * @param meanAccuracy mean over corruptions and severities
 * @param meanAccuracyInterval 95 % interval over images
 * @param meanCorruptionError mean of {@link Family#corruptionError}: 1 for the first arm, below 1
 *     is better than it; NaN if one of them is
 * @param meanRelativeCorruptionError mean of {@link Family#relativeCorruptionError}; NaN if one of
 *     them is
 */
public record CorruptionScores(
    @Nullable CorruptionConstants law,
    List<Family> families,
    double meanAccuracy,
    Interval meanAccuracyInterval,
    double meanCorruptionError,
    double meanRelativeCorruptionError) {
  public CorruptionScores {
    families = List.copyOf(families);
  }

  /**
   * One corruption.
   *
   * @param corruption its name
   * @param levels by increasing severity
   * @param meanAccuracy mean over its severities
   * @param corruptionError CE: sum of error rates over severities, divided by that of the first
   *     arm; NaN where the first arm makes no error
   * @param relativeCorruptionError relative CE: the same with each arm's clean error rate taken
   *     away first, which asks how much is lost instead of how good it is; NaN where the first arm
   *     loses nothing
   */
  public record Family(
      Corruption corruption,
      List<Level> levels,
      double meanAccuracy,
      double corruptionError,
      double relativeCorruptionError) {
    public Family {
      levels = List.copyOf(levels);
    }
  }

  /**
   * One severity of a corruption.
   *
   * @param severity 1 to 5
   * @param accuracy share of images that are classified correctly
   * @param accuracyInterval Wilson's 95 % interval
   * @param balancedAccuracy mean recall of the classes; NaN when a class has no image
   * @param meanTrueProbability mean p(true class)
   * @param meanConfidence mean probability of the predicted class
   * @param ece expected calibration error, as {@link Calibration}
   */
  public record Level(
      int severity,
      double accuracy,
      Interval accuracyInterval,
      double balancedAccuracy,
      double meanTrueProbability,
      double meanConfidence,
      double ece) {}

  /**
   * One severity of all corruptions.
   *
   * @param accuracy mean over the corruptions
   */
  public record Severity(int severity, double accuracy) {}

  /** By increasing severity. */
  public List<Severity> severities() {
    return families.stream()
        .flatMap(family -> family.levels().stream())
        .collect(
            Collectors.groupingBy(
                Level::severity, TreeMap::new, Collectors.averagingDouble(Level::accuracy)))
        .entrySet()
        .stream()
        .map(level -> new Severity(level.getKey(), level.getValue()))
        .toList();
  }
}
