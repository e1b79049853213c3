package dev.blindspot.train.evaluate.robustness;

import dev.blindspot.train.config.EvaluationConfig.Position;
import dev.blindspot.train.evaluate.metrics.Calibration;
import dev.blindspot.train.evaluate.stats.Interval;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How well a classifier still sees while a growing part of the image is hidden.
 *
 * @param position where the hidden part lies
 * @param fill what the hidden part is painted with
 * @param draws places (or random fills) per image and fraction
 * @param points by increasing fraction; the first is the untouched image
 * @param auc area under accuracy over fraction by the trapezoid rule, divided by the width of the
 *     fractions: the mean accuracy over them, 1 at best
 * @param aucInterval 95 % interval of {@code auc} over images
 * @param aucTrueProbability the same area under the mean p(true class)
 * @param aucBalanced the same area under balanced accuracy; NaN when a class has no image
 * @param relativeDrop25 share of the clean accuracy that is lost when 25 % are hidden, interpolated
 *     linearly between fractions; NaN where they do not reach that far
 * @param relativeDrop50 the same for 50 %
 */
public record OcclusionCurve(
    Position position,
    String fill,
    int draws,
    List<Point> points,
    double auc,
    Interval aucInterval,
    double aucTrueProbability,
    double aucBalanced,
    double relativeDrop25,
    double relativeDrop50) {

  public OcclusionCurve {
    points = List.copyOf(points);
  }

  /**
   * One hidden fraction.
   *
   * @param fraction hidden part of the image's area, as asked for; sides are rounded to whole
   *     pixels
   * @param accuracy share of (image, draw) pairs that are classified correctly
   * @param accuracyInterval 95 % interval over images
   * @param balancedAccuracy mean recall of the classes; NaN when a class has no image
   * @param meanTrueProbability mean p(true class)
   * @param meanConfidence mean probability of the predicted class: a classifier that knows when it
   *     does not know lowers it along with the accuracy
   * @param ece expected calibration error of all (image, draw) pairs, as {@link Calibration}
   */
  public record Point(
      double fraction,
      double accuracy,
      Interval accuracyInterval,
      double balancedAccuracy,
      double meanTrueProbability,
      double meanConfidence,
      double ece) {}

  /** A curve with its areas and drops computed from its points, and the interval of its area. */
  public static OcclusionCurve of(
      Position position, String fill, int draws, List<Point> points, Interval aucInterval) {
    return new OcclusionCurve(
        position,
        fill,
        draws,
        points,
        area(points, Point::accuracy),
        aucInterval,
        area(points, Point::meanTrueProbability),
        area(points, Point::balancedAccuracy),
        relativeDrop(points, 0.25),
        relativeDrop(points, 0.5));
  }

  /** The point whose fraction is nearest to the one asked for. */
  public Point nearest(double fraction) {
    return points.stream()
        .min((a, b) -> Double.compare(distance(a, fraction), distance(b, fraction)))
        .orElseThrow();
  }

  private static double distance(Point point, double fraction) {
    return Math.abs(point.fraction() - fraction);
  }

  private static double area(List<Point> points, ToDoubleFunction<Point> score) {
    double area = 0;
    for (int i = 1; i < points.size(); i++) {
      Point before = points.get(i - 1);
      Point after = points.get(i);
      area +=
          (after.fraction() - before.fraction())
              * (score.applyAsDouble(after) + score.applyAsDouble(before))
              / 2;
    }
    return area / (points.get(points.size() - 1).fraction() - points.get(0).fraction());
  }

  private static double relativeDrop(List<Point> points, double fraction) {
    double clean = points.get(0).accuracy();
    for (int i = 1; i < points.size(); i++) {
      Point before = points.get(i - 1);
      Point after = points.get(i);
      if (fraction <= after.fraction() + 1e-9) {
        double part =
            Math.min(1, (fraction - before.fraction()) / (after.fraction() - before.fraction()));
        double there = before.accuracy() + part * (after.accuracy() - before.accuracy());
        return clean == 0 ? Double.NaN : 1 - there / clean;
      }
    }
    return Double.NaN;
  }
}
