package dev.blindspot.train.report.table;

import dev.blindspot.train.config.EvaluationConfig.Position;
import dev.blindspot.train.evaluate.robustness.OcclusionCurve;
import dev.blindspot.train.evaluate.seeds.OcclusionSpread;
import dev.blindspot.train.report.result.ArmResult;
import dev.blindspot.train.report.result.RunResult;
import java.util.ArrayList;
import java.util.List;

/**
 * One row of the table of curves: an arm under one way of hiding parts.
 *
 * @param arm the arm's name
 * @param position where
 * @param fill what is painted there
 * @param area area under the accuracy
 * @param balanced area under balanced accuracy
 * @param trueProbability area under p(true class)
 * @param lost25 share of the accuracy that is lost with 25 % hidden
 * @param lost50 share of the accuracy that is lost with 50 % hidden
 * @param points the rows of the table of points
 */
public record CurveRow(
    String arm,
    Position position,
    String fill,
    Figure area,
    Figure balanced,
    Figure trueProbability,
    Figure lost25,
    Figure lost50,
    List<Point> points) {

  /** One hidden fraction. */
  public record Point(
      double fraction,
      Figure accuracy,
      Figure balanced,
      Figure trueProbability,
      Figure confidence,
      Figure ece) {

    static Point of(OcclusionSpread.Point over, OcclusionCurve.Point first) {
      return new Point(
          over.fraction(),
          Figure.share(over.accuracy(), first.accuracyInterval()),
          Figure.share(over.balancedAccuracy()),
          Figure.share(over.meanTrueProbability()),
          Figure.share(over.meanConfidence()),
          Figure.number(over.ece()));
    }
  }

  /** The rows of all arms, in their order. */
  static List<CurveRow> of(RunResult result) {
    List<CurveRow> rows = new ArrayList<>();
    for (ArmResult arm : result.arms()) {
      List<OcclusionSpread> over = arm.overSeeds().occlusion();
      for (int k = 0; k < over.size(); k++) {
        rows.add(of(arm.name(), over.get(k), arm.robustness().occlusion().get(k)));
      }
    }
    return rows;
  }

  private static CurveRow of(String arm, OcclusionSpread over, OcclusionCurve first) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < over.points().size(); i++) {
      points.add(Point.of(over.points().get(i), first.points().get(i)));
    }
    return new CurveRow(
        arm,
        over.position(),
        over.fill(),
        Figure.share(over.auc(), first.aucInterval()),
        Figure.share(over.aucBalanced()),
        Figure.share(over.aucTrueProbability()),
        Figure.share(over.relativeDrop25()),
        Figure.share(over.relativeDrop50()),
        points);
  }
}
