package dev.blindspot.train.report;

import dev.blindspot.train.config.EvaluationConfig.Corruption;
import dev.blindspot.train.evaluate.CorruptionScores;
import dev.blindspot.train.evaluate.CorruptionScores.Family;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One row of the table of poor pictures.
 *
 * @param corruption what was done to the pictures
 * @param cells one per arm; empty where it was not measured
 */
public record CorruptionRow(Corruption corruption, List<Optional<Family>> cells) {

  static List<CorruptionRow> of(RunResult result) {
    return result.arms().stream()
        .flatMap(CorruptionRow::families)
        .map(Family::corruption)
        .distinct()
        .map(
            corruption ->
                new CorruptionRow(
                    corruption,
                    result.arms().stream().map(arm -> family(arm, corruption)).toList()))
        .toList();
  }

  private static Optional<Family> family(ArmResult arm, Corruption corruption) {
    return families(arm).filter(family -> family.corruption() == corruption).findFirst();
  }

  private static Stream<Family> families(ArmResult arm) {
    CorruptionScores scores = arm.robustness().corruptions();
    return scores == null ? Stream.of() : scores.families().stream();
  }
}
