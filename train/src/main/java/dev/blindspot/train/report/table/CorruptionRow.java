package dev.blindspot.train.report.table;

import dev.blindspot.train.evaluate.robustness.CorruptionScores;
import dev.blindspot.train.evaluate.robustness.CorruptionScores.Family;
import dev.blindspot.train.evaluate.seeds.CorruptionSpread;
import dev.blindspot.train.evaluate.stats.Interval;
import dev.blindspot.train.evaluate.stats.SeedSummary;
import dev.blindspot.train.report.result.ArmResult;
import dev.blindspot.train.report.result.RunResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One row of the table of corrupted images.
 *
 * @param name what was done to the images
 * @param cells one per arm; empty where it was not measured
 */
public record CorruptionRow(String name, List<Optional<Cell>> cells) {
  private static final String ALL = "all";

  /**
   * One corruption under one arm.
   *
   * @param accuracy mean over severities
   * @param errors corruption error and relative corruption error
   * @param levels accuracy by increasing severity; empty for all corruptions together
   */
  public record Cell(Figure accuracy, String errors, List<Level> levels) {

    private static Cell of(
        SeedSummary accuracy,
        Interval interval,
        SeedSummary error,
        SeedSummary relative,
        List<Level> levels) {
      String errors = Figure.number(error, 2).line() + ", " + Figure.number(relative, 2).line();
      return new Cell(Figure.share(accuracy, interval), errors, levels);
    }
  }

  /** One severity of a corruption. */
  public record Level(int severity, Figure accuracy) {}

  /** One row per corruption. */
  static List<CorruptionRow> of(RunResult result) {
    return result.arms().stream()
        .flatMap(arm -> Stream.ofNullable(arm.robustness().corruptions()))
        .flatMap(scores -> scores.families().stream())
        .map(CorruptionRow::name)
        .distinct()
        .map(
            name ->
                new CorruptionRow(
                    name, result.arms().stream().map(arm -> cell(arm, name)).toList()))
        .toList();
  }

  /** The row of all corruptions together. */
  static CorruptionRow total(RunResult result) {
    return new CorruptionRow(ALL, result.arms().stream().map(CorruptionRow::total).toList());
  }

  private static String name(Family family) {
    return Labels.words(family.corruption());
  }

  private static Optional<Cell> total(ArmResult arm) {
    CorruptionSpread over = arm.overSeeds().corruptions();
    CorruptionScores first = arm.robustness().corruptions();
    return over == null || first == null
        ? Optional.empty()
        : Optional.of(
            Cell.of(
                over.meanAccuracy(),
                first.meanAccuracyInterval(),
                over.meanCorruptionError(),
                over.meanRelativeCorruptionError(),
                List.of()));
  }

  private static Optional<Cell> cell(ArmResult arm, String name) {
    CorruptionSpread over = arm.overSeeds().corruptions();
    CorruptionScores first = arm.robustness().corruptions();
    if (over == null || first == null) {
      return Optional.empty();
    }
    for (int i = 0; i < over.families().size(); i++) {
      if (name(first.families().get(i)).equals(name)) {
        return Optional.of(cell(over.families().get(i), first.families().get(i)));
      }
    }
    return Optional.empty();
  }

  private static Cell cell(CorruptionSpread.OneFamily over, Family first) {
    List<Level> levels = new ArrayList<>();
    for (int i = 0; i < over.levels().size(); i++) {
      CorruptionSpread.OneLevel level = over.levels().get(i);
      levels.add(
          new Level(
              level.severity(),
              Figure.share(level.accuracy(), first.levels().get(i).accuracyInterval())));
    }
    return Cell.of(
        over.meanAccuracy(),
        Interval.UNDEFINED,
        over.corruptionError(),
        over.relativeCorruptionError(),
        levels);
  }
}
