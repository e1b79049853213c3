package dev.blindspot.train.report.table;

import dev.blindspot.train.config.EvaluationConfig.Position;
import dev.blindspot.train.evaluate.robustness.OcclusionCurve;
import dev.blindspot.train.report.result.ArmResult;
import dev.blindspot.train.report.result.RunResult;
import java.util.List;
import java.util.Optional;

/**
 * One way of hiding parts.
 *
 * @param position where
 * @param fill what is painted there
 */
public record CurveKey(Position position, String fill) {

  /** All ways in which any arm was measured, in their order. */
  static List<CurveKey> of(RunResult result) {
    return result.arms().stream()
        .flatMap(arm -> arm.robustness().occlusion().stream())
        .map(curve -> new CurveKey(curve.position(), curve.fill()))
        .distinct()
        .toList();
  }

  /** The curve of an arm; empty where it was not measured in this way. */
  public Optional<OcclusionCurve> of(ArmResult arm) {
    return arm.robustness().occlusion().stream()
        .filter(curve -> curve.position() == position && curve.fill().equals(fill))
        .findFirst();
  }

  /** "most important first, filled with patch-uniform". */
  public String text() {
    return Labels.position(position) + ", filled with " + fill;
  }
}
