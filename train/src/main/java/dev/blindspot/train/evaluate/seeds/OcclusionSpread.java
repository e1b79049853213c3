package dev.blindspot.train.evaluate.seeds;

import dev.blindspot.train.config.EvaluationConfig.Position;
import dev.blindspot.train.evaluate.robustness.OcclusionCurve;
import dev.blindspot.train.evaluate.stats.SeedSummary;
import dev.blindspot.train.evaluate.stats.Transpose;
import java.util.List;

/**
 * An {@link OcclusionCurve} over several trainings. Areas and drops are taken of each training's
 * own curve first.
 *
 * @param position where the hidden part lies
 * @param fill what the hidden part is painted with
 * @param points by increasing fraction; the first is the untouched image
 * @param auc normalised area under the accuracy
 * @param aucTrueProbability the same area under the mean p(true class)
 * @param aucBalanced the same area under balanced accuracy
 * @param relativeDrop25 share of the clean accuracy that is lost when 25 % are hidden
 * @param relativeDrop50 the same for 50 %
 */
public record OcclusionSpread(
    Position position,
    String fill,
    List<Point> points,
    SeedSummary auc,
    SeedSummary aucTrueProbability,
    SeedSummary aucBalanced,
    SeedSummary relativeDrop25,
    SeedSummary relativeDrop50) {
  public OcclusionSpread {
    points = List.copyOf(points);
  }

  /**
   * One hidden fraction.
   *
   * @param fraction hidden part of the image's area
   * @param accuracy share that is classified correctly
   * @param balancedAccuracy mean recall of the classes
   * @param meanTrueProbability mean p(true class)
   * @param meanConfidence mean probability of the predicted class
   * @param ece expected calibration error
   */
  public record Point(
      double fraction,
      SeedSummary accuracy,
      SeedSummary balancedAccuracy,
      SeedSummary meanTrueProbability,
      SeedSummary meanConfidence,
      SeedSummary ece) {

    static Point of(List<OcclusionCurve.Point> trainings) {
      return new Point(
          trainings.get(0).fraction(),
          SeedSummary.over(trainings, OcclusionCurve.Point::accuracy),
          SeedSummary.over(trainings, OcclusionCurve.Point::balancedAccuracy),
          SeedSummary.over(trainings, OcclusionCurve.Point::meanTrueProbability),
          SeedSummary.over(trainings, OcclusionCurve.Point::meanConfidence),
          SeedSummary.over(trainings, OcclusionCurve.Point::ece));
    }
  }

  /** The spread of the same curve of every training. */
  public static OcclusionSpread of(List<OcclusionCurve> trainings) {
    return new OcclusionSpread(
        trainings.get(0).position(),
        trainings.get(0).fill(),
        Transpose.of(trainings, OcclusionCurve::points).stream().map(Point::of).toList(),
        SeedSummary.over(trainings, OcclusionCurve::auc),
        SeedSummary.over(trainings, OcclusionCurve::aucTrueProbability),
        SeedSummary.over(trainings, OcclusionCurve::aucBalanced),
        SeedSummary.over(trainings, OcclusionCurve::relativeDrop25),
        SeedSummary.over(trainings, OcclusionCurve::relativeDrop50));
  }
}
