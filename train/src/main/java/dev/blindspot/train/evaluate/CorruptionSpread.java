package dev.blindspot.train.evaluate;

import dev.blindspot.train.config.EvaluationConfig.Corruption;
import dev.blindspot.train.evaluate.CorruptionScores.Family;
import dev.blindspot.train.evaluate.CorruptionScores.Level;
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
    Spread meanAccuracy,
    Spread meanCorruptionError,
    Spread meanRelativeCorruptionError) {
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
      Spread meanAccuracy,
      Spread corruptionError,
      Spread relativeCorruptionError) {
    public OneFamily {
      levels = List.copyOf(levels);
    }

    static OneFamily of(List<Family> trainings) {
      return new OneFamily(
          trainings.get(0).corruption(),
          Slices.of(trainings, Family::levels).stream().map(OneLevel::of).toList(),
          Spread.over(trainings, Family::meanAccuracy),
          Spread.over(trainings, Family::corruptionError),
          Spread.over(trainings, Family::relativeCorruptionError));
    }
  }

  /**
   * One severity of a corruption.
   *
   * @param severity 1 to 5
   * @param accuracy share of pictures that are classified correctly
   * @param balancedAccuracy mean recall of the classes
   * @param meanTrueProbability mean p(true class)
   * @param meanConfidence mean probability of the predicted class
   * @param ece expected calibration error
   */
  public record OneLevel(
      int severity,
      Spread accuracy,
      Spread balancedAccuracy,
      Spread meanTrueProbability,
      Spread meanConfidence,
      Spread ece) {

    static OneLevel of(List<Level> trainings) {
      return new OneLevel(
          trainings.get(0).severity(),
          Spread.over(trainings, Level::accuracy),
          Spread.over(trainings, Level::balancedAccuracy),
          Spread.over(trainings, Level::meanTrueProbability),
          Spread.over(trainings, Level::meanConfidence),
          Spread.over(trainings, Level::ece));
    }
  }

  /**
   * One severity of all corruptions.
   *
   * @param severity 1 to 5
   * @param accuracy mean over the corruptions
   */
  public record Severity(int severity, Spread accuracy) {}

  static CorruptionSpread of(List<CorruptionScores> trainings) {
    return new CorruptionSpread(
        Slices.of(trainings, CorruptionScores::families).stream().map(OneFamily::of).toList(),
        levels(trainings.get(0)).stream()
            .map(level -> new Severity(level, Spread.over(trainings, t -> accuracy(t, level))))
            .toList(),
        Spread.over(trainings, CorruptionScores::meanAccuracy),
        Spread.over(trainings, CorruptionScores::meanCorruptionError),
        Spread.over(trainings, CorruptionScores::meanRelativeCorruptionError));
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
