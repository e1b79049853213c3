package dev.blindspot.train.report.table;

import dev.blindspot.train.report.result.ArmResult;
import dev.blindspot.train.report.result.DataSummary;
import dev.blindspot.train.report.result.RunResult;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rows of the page's tables.
 *
 * @param result the run
 * @param figures of its arms
 */
public record PageTables(RunResult result, RunFigures figures) {
  /** Rows of one table that a reader scrolls through; the rest is in results.json. */
  private static final int MAX_ROWS = 500;

  /** The rows that could not be used, as many as the page shows. */
  public List<DataSummary.RejectedRow> rejected() {
    List<DataSummary.RejectedRow> rows = result.data().rejected();
    return rows.subList(0, Math.min(MAX_ROWS, rows.size()));
  }

  /** The rows of the arms table. */
  public List<MetricRow> metrics() {
    return MetricRow.of(result, figures);
  }

  /** The rows of the table of what the model looks at. */
  public List<CueRow> cues() {
    return CueRow.of(result);
  }

  /** Whether any focus of maps was measured. */
  public boolean hasFocus() {
    return result.arms().stream()
        .flatMap(arm -> arm.maps().stream())
        .anyMatch(maps -> !maps.focus().isEmpty());
  }

  /** The ways in which parts were hidden. */
  public List<CurveKey> curves() {
    return CurveKey.of(result);
  }

  /** The rows of the table of curves. */
  public List<CurveRow> curveRows() {
    return result.arms().stream()
        .flatMap(
            arm ->
                arm.robustness().occlusion().stream()
                    .map(curve -> CurveRow.of(arm, curve, figures)))
        .toList();
  }

  /** The rows of the table of the worst place; empty where it was not searched. */
  public List<WorstPlaceRow> worstPlaces() {
    return WorstPlaceRow.of(result, figures);
  }

  /** What squares show that are hidden at every place, in the order of the charts. */
  public List<String> worstPlaceFills() {
    return worstPlaces().stream().map(WorstPlaceRow::fill).distinct().toList();
  }

  /** The rows of the table of hidden objects. */
  public List<ObjectRow> objects() {
    return result.arms().stream()
        .flatMap(
            arm ->
                Stream.ofNullable(arm.robustness().object())
                    .flatMap(object -> object.bins().stream())
                    .map(bin -> ObjectRow.of(arm, bin, figures)))
        .toList();
  }

  /** The rows of the table of calibration. */
  public List<CalibrationRow> calibrations() {
    return result.arms().stream().map(arm -> CalibrationRow.of(arm, figures)).toList();
  }

  /** The rows of the table of corrupted images. */
  public List<CorruptionRow> corruptions() {
    return CorruptionRow.of(result, figures);
  }

  /** Whose constants the corruptions had; empty where a result does not say. */
  public String corruptionLaw() {
    return result.arms().stream()
        .flatMap(arm -> Stream.ofNullable(arm.robustness().corruptions()))
        .flatMap(scores -> Stream.ofNullable(scores.law()))
        .map(law -> "Strengths are those of " + law.title() + ".")
        .distinct()
        .collect(Collectors.joining(" "));
  }

  /** The last row of that table: all corruptions together. */
  public CorruptionRow allCorruptions() {
    return CorruptionRow.total(result, figures);
  }

  /** What small figures beside numbers of an arm are. */
  public String smallFigures() {
    if (result.arms().stream().allMatch(ArmResult::hasSeveralSeeds)) {
      return "\u00b1 standard deviation over seeds";
    }
    return result.arms().stream().anyMatch(ArmResult::hasSeveralSeeds)
        ? "95\u00a0% interval, or \u00b1 standard deviation over seeds"
        : "95\u00a0% interval";
  }
}
