package dev.blindspot.train.report.table;

import dev.blindspot.train.evaluate.seeds.Key;
import dev.blindspot.train.evaluate.seeds.RobustnessMetrics;
import dev.blindspot.train.evaluate.worst.WorstPlace;
import dev.blindspot.train.evaluate.worst.WorstPlaceDifference;
import dev.blindspot.train.report.result.ArmResult;
import dev.blindspot.train.report.result.RunResult;
import java.util.List;
import java.util.Optional;

/**
 * One row of the table of the worst place: an arm with one fill of the square.
 *
 * @param arm the arm's name
 * @param fill what the square shows
 * @param images how many were measured
 * @param figures share that is right wherever the square is and mean lowest p(true), both means
 *     over the sides; share of the right answers that no square turns; least side that turns half
 *     of them
 * @param difference to the reference; empty for the reference itself
 * @param points the rows of the table of sides, the untouched image first
 */
public record WorstPlaceRow(
    String arm,
    String fill,
    int images,
    List<Figure> figures,
    Optional<WorstPlaceDifference> difference,
    List<Point> points) {
  private static final List<String> SCORES =
      List.of("accuracy", "meanTrueProbability", "unturned", "medianTurningSide");
  private static final List<String> OF_SIDE = List.of("accuracy", "meanTrueProbability", "turned");

  /**
   * One side of the square.
   *
   * @param side as a fraction of the image's
   * @param figures share that is right wherever the square is, mean lowest p(true), and share of
   *     the right answers that it is the smallest square to turn
   */
  public record Point(double side, int sidePx, int places, List<Figure> figures) {}

  static List<WorstPlaceRow> of(RunResult result, RunFigures figures) {
    return result.arms().stream()
        .flatMap(
            arm -> arm.robustness().worstPlace().stream().map(w -> of(result, arm, w, figures)))
        .toList();
  }

  private static WorstPlaceRow of(
      RunResult result, ArmResult arm, WorstPlace worst, RunFigures figures) {
    Key part = RobustnessMetrics.worstPlace(worst.fill());
    return new WorstPlaceRow(
        arm.name(),
        worst.fill(),
        worst.images(),
        figures.figures(arm, part, SCORES),
        result.worstPlaceDifferences().stream()
            .filter(d -> d.arm().equals(arm.name()) && d.fill().equals(worst.fill()))
            .findFirst(),
        worst.points().stream()
            .map(
                p ->
                    new Point(
                        p.side(),
                        p.sidePx(),
                        p.places(),
                        figures.figures(arm, part.at(p.side()), OF_SIDE)))
            .toList());
  }
}
