package dev.blindspot.train.report.table;

import dev.blindspot.train.config.EvaluationConfig.Corruption;
import dev.blindspot.train.evaluate.robustness.CorruptionScores;
import dev.blindspot.train.evaluate.robustness.CorruptionScores.Family;
import dev.blindspot.train.evaluate.seeds.Key;
import dev.blindspot.train.report.result.ArmResult;
import dev.blindspot.train.report.result.RunResult;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One row of the table of corrupted images.
 *
 * @param name what was done to the images
 * @param cells one per arm; empty where it was not measured
 */
public record CorruptionRow(String name, List<Optional<Cell>> cells) {
  private static final Key PART = Key.ROOT.in("corruptions.");
  private static final List<String> ERRORS = List.of("corruptionError", "relativeCorruptionError");

  /**
   * One corruption under one arm.
   *
   * @param accuracy mean over severities
   * @param errors corruption error and relative corruption error
   * @param levels accuracy by increasing severity; empty for all corruptions together
   */
  public record Cell(Figure accuracy, String errors, List<Level> levels) {

    private static Cell of(ArmResult arm, RunFigures figures, Key key, List<Level> levels) {
      return new Cell(
          figures.figure(arm, key.of("accuracy")),
          figures.figures(arm, key, ERRORS).stream()
              .map(Figure::line)
              .collect(Collectors.joining(", ")),
          levels);
    }
  }

  /** One severity of a corruption. */
  public record Level(int severity, Figure accuracy) {}

  /** One row per corruption. */
  static List<CorruptionRow> of(RunResult result, RunFigures figures) {
    return result.arms().stream()
        .flatMap(CorruptionRow::families)
        .map(Family::corruption)
        .distinct()
        .map(
            corruption ->
                new CorruptionRow(
                    Labels.words(corruption),
                    result.arms().stream().map(arm -> cell(arm, figures, corruption)).toList()))
        .toList();
  }

  /** The row of all corruptions together. */
  static CorruptionRow total(RunResult result, RunFigures figures) {
    return new CorruptionRow(
        "all",
        result.arms().stream()
            .map(
                arm ->
                    Optional.ofNullable(arm.robustness().corruptions())
                        .map(scores -> Cell.of(arm, figures, PART, List.of())))
            .toList());
  }

  private static Stream<Family> families(ArmResult arm) {
    return Stream.ofNullable(arm.robustness().corruptions())
        .map(CorruptionScores::families)
        .flatMap(List::stream);
  }

  private static Optional<Cell> cell(ArmResult arm, RunFigures figures, Corruption corruption) {
    String word = Key.word(corruption);
    return families(arm)
        .filter(family -> family.corruption() == corruption)
        .findFirst()
        .map(
            family ->
                Cell.of(
                    arm,
                    figures,
                    PART.at(word),
                    family.levels().stream()
                        .map(CorruptionScores.Level::severity)
                        .map(
                            n -> new Level(n, figures.figure(arm, PART.at(word, n).of("accuracy"))))
                        .toList()));
  }
}
