package dev.blindspot.train.report.table;

import dev.blindspot.train.config.EvaluationConfig.Position;
import dev.blindspot.train.evaluate.robustness.OcclusionCurve;
import dev.blindspot.train.evaluate.seeds.Key;
import dev.blindspot.train.evaluate.seeds.RobustnessMetrics;
import dev.blindspot.train.report.result.ArmResult;
import java.util.List;

/**
 * One row of the table of curves: an arm under one way of hiding parts.
 *
 * @param arm the arm's name
 * @param position where
 * @param fill what is painted there
 * @param areas under accuracy, balanced accuracy and p(true class), and the shares of the accuracy
 *     that are lost with 25 and 50 % hidden
 * @param points the rows of the table of points
 */
public record CurveRow(
    String arm, Position position, String fill, List<Figure> areas, List<Point> points) {
  private static final List<String> AREAS =
      List.of("auc", "aucBalanced", "aucTrueProbability", "relativeDrop25", "relativeDrop50");
  private static final List<String> SCORES =
      List.of("accuracy", "balancedAccuracy", "meanTrueProbability", "meanConfidence", "ece");

  /**
   * One hidden fraction.
   *
   * @param figures accuracy, balanced accuracy, p(true class), confidence and ECE
   */
  public record Point(double fraction, List<Figure> figures) {}

  static CurveRow of(ArmResult arm, OcclusionCurve curve, RunFigures figures) {
    Key part = RobustnessMetrics.curve(curve);
    return new CurveRow(
        arm.name(),
        curve.position(),
        curve.fill(),
        figures.figures(arm, part, AREAS),
        curve.points().stream()
            .map(OcclusionCurve.Point::fraction)
            .map(hidden -> new Point(hidden, figures.figures(arm, part.at(hidden), SCORES)))
            .toList());
  }
}
