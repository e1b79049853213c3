package dev.blindspot.train.evaluate.worst;

import dev.blindspot.train.evaluate.stats.Interval;
import java.util.List;

/**
 * Whether the answer is right wherever one square of the image is hidden. A square of a given side
 * and fill is shown at every place of a grid; an image counts as right when it is answered rightly
 * as it is and at all these places. Arms are ranked by {@link #accuracy}.
 *
 * <p>It is the accuracy under an attack that chooses the place, as patch attacks do (Brown et al.
 * 2017, "Adversarial Patch", arXiv:1712.09665) and as certified defences bound it (Xiang et al.
 * 2021, "PatchGuard", USENIX Security; 2022, "PatchCleanser", USENIX Security). Fawzi and Frossard
 * 2016 ("Measuring the effect of nuisance variables on classifiers", BMVC) search the worst
 * nuisance in the same way. The attack is weak: it chooses no pixels, only places, and of these the
 * grid's alone. So these figures are upper bounds of the robustness to patches: between two places
 * of the grid, with another fill or another shape, less may be left.
 *
 * @param fill what the square shows; of random fills one draw per image, the same at every place
 * @param images how many were measured
 * @param points by increasing side; the first is the untouched image
 * @param accuracy mean over the sides, without the untouched image, of the share of images that are
 *     right wherever the square is
 * @param accuracyInterval its 95 % interval over images
 * @param meanTrueProbability mean over the sides of the mean lowest p(true class)
 * @param unturned share of the right answers that no square turns; NaN when none is right
 * @param medianTurningSide least side of which some square turns half of the right answers or more,
 *     a smaller square or this one; NaN when no side does or none is right
 */
public record WorstPlace(
    String fill,
    int images,
    List<Point> points,
    double accuracy,
    Interval accuracyInterval,
    double meanTrueProbability,
    double unturned,
    double medianTurningSide) {
  public WorstPlace {
    points = List.copyOf(points);
  }

  /**
   * One side of the square.
   *
   * @param side as a fraction of the image's side; 0 for the untouched image
   * @param sidePx the same in pixels
   * @param places of the grid; 1 for the untouched image
   * @param accuracy share of images that are right as they are and wherever the square is
   * @param accuracyInterval its 95 % interval over images
   * @param meanTrueProbability mean over images of the lowest p(true class), that of the untouched
   *     image among them
   * @param turned share of the right answers for which this is the smallest square that turns them
   *     at some place; NaN when none is right, 0 for the untouched image
   */
  public record Point(
      double side,
      int sidePx,
      int places,
      double accuracy,
      Interval accuracyInterval,
      double meanTrueProbability,
      double turned) {}

  /** The point whose side is nearest to the one asked for, the untouched image aside. */
  public Point nearest(double side) {
    Point best = points.get(1);
    for (Point point : points.subList(2, points.size())) {
      best = Math.abs(point.side() - side) < Math.abs(best.side() - side) ? point : best;
    }
    return best;
  }
}
