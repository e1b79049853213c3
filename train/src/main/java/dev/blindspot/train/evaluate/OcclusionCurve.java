package dev.blindspot.train.evaluate;

import java.util.List;

/**
 * How well a classifier still sees while a growing part of the picture is hidden.
 *
 * @param fill what the hidden part is painted with
 * @param draws places per picture and fraction
 * @param points by increasing fraction; the first is the untouched picture
 * @param auc area under accuracy over fraction by the trapezoid rule, divided by the width of the fractions: the mean
 *     accuracy over them, 1 at best
 * @param aucInterval 95 % bootstrap interval of {@code auc} over pictures
 * @param aucTrueProbability the same area under the mean p(true class)
 */
public record OcclusionCurve(
    String fill,
    int draws,
    List<Point> points,
    double auc,
    Interval aucInterval,
    double aucTrueProbability) {

  public OcclusionCurve {
    points = List.copyOf(points);
  }

  /**
   * One hidden fraction.
   *
   * @param fraction hidden part of the picture's area, as asked for; the square's side is rounded to whole pixels
   * @param accuracy share of (picture, place) pairs that are classified correctly
   * @param accuracyInterval 95 % bootstrap interval over pictures
   * @param balancedAccuracy mean recall of the classes; NaN when a class has no picture
   * @param meanTrueProbability mean p(true class)
   */
  public record Point(
      double fraction,
      double accuracy,
      Interval accuracyInterval,
      double balancedAccuracy,
      double meanTrueProbability) {}

  /** The point whose fraction is nearest to the one asked for. */
  public Point nearest(double fraction) {
    return points.stream()
        .min((a, b) -> Double.compare(distance(a, fraction), distance(b, fraction)))
        .orElseThrow();
  }

  private static double distance(Point point, double fraction) {
    return Math.abs(point.fraction() - fraction);
  }
}
