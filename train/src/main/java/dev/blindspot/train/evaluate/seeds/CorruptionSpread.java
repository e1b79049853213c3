package dev.blindspot.train.evaluate.seeds;

import dev.blindspot.train.config.EvaluationConfig.Corruption;
import dev.blindspot.train.evaluate.robustness.CorruptionScores;
import dev.blindspot.train.evaluate.robustness.CorruptionScores.Family;
import dev.blindspot.train.evaluate.robustness.CorruptionScores.Level;
import dev.blindspot.train.evaluate.stats.SeedSummary;
import dev.blindspot.train.evaluate.stats.Transpose;
import java.util.List;
import java.util.stream.Collectors;

/**
 * {@link CorruptionScores} over several trainings. Corruption errors compare each training with
 * that of the first arm with the same seed.
 *
 * @param families one entry per corruption, in the order of the configuration
 * @param severities by increasing severity
 * @param meanAccuracy mean over corruptions and severities
 * @param meanCorruptionError mean corruption error
 * @param meanRelativeCorruptionError mean relative corruption error
 */
public record CorruptionSpread(
    List<OneFamily> families,
    List<Severity> severities,
    SeedSummary meanAccuracy,
    SeedSummary meanCorruptionError,
    SeedSummary meanRelativeCorruptionError) {
  public CorruptionSpread {
    families = List.copyOf(families);
    severities = List.copyOf(severities);
  }

  /**
   * One corruption.
   *
   * @param corruption its name
   * @param levels by increasing severity
   * @param meanAccuracy mean over its severities
   * @param corruptionError CE
   * @param relativeCorruptionError relative CE
   */
  public record OneFamily(
      Corruption corruption,
      List<OneLevel> levels,
      SeedSummary meanAccuracy,
      SeedSummary corruptionError,
      SeedSummary relativeCorruptionError) {
    public OneFamily {
      levels = List.copyOf(levels);
    }

    static OneFamily of(List<Family> trainings) {
      return new OneFamily(
          trainings.get(0).corruption(),
          Transpose.of(trainings, Family::levels).stream().map(OneLevel::of).toList(),
          SeedSummary.over(trainings, Family::meanAccuracy),
          SeedSummary.over(trainings, Family::corruptionError),
          SeedSummary.over(trainings, Family::relativeCorruptionError));
    }
  }

  /**
   * One severity of a corruption.
   *
   * @param severity 1 to 5
   * @param accuracy share of images that are classified correctly
   * @param balancedAccuracy mean recall of the classes
   * @param meanTrueProbability mean p(true class)
   * @param meanConfidence mean probability of the predicted class
   * @param ece expected calibration error
   */
  public record OneLevel(
      int severity,
      SeedSummary accuracy,
      SeedSummary balancedAccuracy,
      SeedSummary meanTrueProbability,
      SeedSummary meanConfidence,
      SeedSummary ece) {

    static OneLevel of(List<Level> trainings) {
      return new OneLevel(
          trainings.get(0).severity(),
          SeedSummary.over(trainings, Level::accuracy),
          SeedSummary.over(trainings, Level::balancedAccuracy),
          SeedSummary.over(trainings, Level::meanTrueProbability),
          SeedSummary.over(trainings, Level::meanConfidence),
          SeedSummary.over(trainings, Level::ece));
    }
  }

  /**
   * One severity of all corruptions.
   *
   * @param severity 1 to 5
   * @param accuracy mean over the corruptions
   */
  public record Severity(int severity, SeedSummary accuracy) {}

  static CorruptionSpread of(List<CorruptionScores> trainings) {
    return new CorruptionSpread(
        Transpose.of(trainings, CorruptionScores::families).stream().map(OneFamily::of).toList(),
        levels(trainings.get(0)).stream()
            .map(level -> new Severity(level, SeedSummary.over(trainings, t -> accuracy(t, level))))
            .toList(),
        SeedSummary.over(trainings, CorruptionScores::meanAccuracy),
        SeedSummary.over(trainings, CorruptionScores::meanCorruptionError),
        SeedSummary.over(trainings, CorruptionScores::meanRelativeCorruptionError));
  }

  private static List<Integer> levels(CorruptionScores scores) {
    return scores.families().stream()
        .flatMap(family -> family.levels().stream())
        .map(Level::severity)
        .distinct()
        .sorted()
        .toList();
  }

  private static double accuracy(CorruptionScores scores, int severity) {
    return scores.families().stream()
        .flatMap(family -> family.levels().stream())
        .filter(level -> level.severity() == severity)
        .collect(Collectors.averagingDouble(Level::accuracy));
  }
}
