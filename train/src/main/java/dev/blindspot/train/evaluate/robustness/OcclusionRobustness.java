package dev.blindspot.train.evaluate.robustness;

import dev.blindspot.augment.edit.Fill;
import dev.blindspot.train.config.EvaluationConfig.Position;
import dev.blindspot.train.evaluate.metrics.Calibrations;
import dev.blindspot.train.evaluate.metrics.Confusion;
import dev.blindspot.train.evaluate.metrics.Means;
import dev.blindspot.train.evaluate.metrics.Predictions;
import dev.blindspot.train.evaluate.robustness.OcclusionCurve.Point;
import dev.blindspot.train.evaluate.stats.BoundedMean;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How fast a classifier loses its sight while a growing fraction of the image is hidden: a curve
 * for every position and fill. Rectangles have the image's own proportions and lie wholly inside;
 * what is hidden is the same for every arm, unless the arm's own map says where.
 *
 * <p>Fills must not be among those that training used ({@link TrainedFills}), else remembered fill
 * is measured.
 *
 * @param positions at least one; the first curve is the one that arms are compared by
 * @param fills at least one
 * @param fractions hidden parts of the image's area, increasing, the first 0 (the untouched image),
 *     at most 0.9
 * @param draws places and random fills per image, position and fraction, at least 1; where neither
 *     is random there is one
 * @param seed of the places and of random fills
 */
public record OcclusionRobustness(
    List<Position> positions, List<Fill> fills, List<Double> fractions, int draws, long seed) {
  /** Of weights for an interval. */
  static final int DRAWS = 2000;

  public OcclusionRobustness {
    positions = List.copyOf(positions);
    fills = List.copyOf(fills);
    fractions = List.copyOf(fractions);
    require(!positions.isEmpty(), "positions must be at least one", positions);
    require(!fills.isEmpty(), "fills must be at least one", fills);
    require(fractions.size() >= 2 && fractions.get(0) == 0, "fractions must start at 0", fractions);
    for (int i = 1; i < fractions.size(); i++) {
      boolean rising = fractions.get(i) > fractions.get(i - 1) && fractions.get(i) <= 0.9;
      require(rising, "fractions must increase and stay within 0.9", fractions);
    }
    require(draws >= 1, "draws must be >= 1", draws);
  }

  private static void require(boolean holds, String rule, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(rule + ", was " + value);
    }
  }

  /** The conditions of all curves; the untouched image is not among them. */
  List<OcclusionPainter> conditions() {
    List<OcclusionPainter> conditions = new ArrayList<>();
    for (Position position : positions) {
      for (Fill fill : fills) {
        for (int f = 1; f < fractions.size(); f++) {
          conditions.addAll(conditions(position, fill, f));
        }
      }
    }
    return conditions;
  }

  private List<OcclusionPainter> conditions(Position position, Fill fill, int f) {
    List<OcclusionPainter> conditions = new ArrayList<>();
    for (int draw = 0; draw < draws(position, fill); draw++) {
      conditions.add(new OcclusionPainter(position, fill, f, fractions.get(f), draw, seed));
    }
    return conditions;
  }

  private int draws(Position position, Fill fill) {
    boolean alike =
        fill instanceof Fill.Zero || fill instanceof Fill.Mean || fill instanceof Fill.Constant;
    return alike && position != Position.RANDOM ? 1 : draws;
  }

  /**
   * The curves, positions outside, fills inside.
   *
   * @param clean what the classifier said about the untouched images
   * @param said about the same images under every condition of {@link #conditions}
   */
  List<OcclusionRun> runs(Predictions clean, Map<Condition, Predictions> said) {
    List<OcclusionRun> runs = new ArrayList<>();
    for (Position position : positions) {
      for (Fill fill : fills) {
        runs.add(run(position, fill, clean, said));
      }
    }
    return runs;
  }

  private OcclusionRun run(
      Position position, Fill fill, Predictions clean, Map<Condition, Predictions> said) {
    List<Fraction> measured = new ArrayList<>(List.of(Fraction.of(0, List.of(clean), seed)));
    for (int f = 1; f < fractions.size(); f++) {
      List<Predictions> draws =
          conditions(position, fill, f).stream()
              .map(condition -> java.util.Objects.requireNonNull(said.get(condition)))
              .toList();
      measured.add(Fraction.of(fractions.get(f), draws, seed));
    }
    double[] areas = areas(measured.stream().map(Fraction::correct).toList());
    OcclusionCurve curve =
        OcclusionCurve.of(
            position,
            fill.toString(),
            draws(position, fill),
            measured.stream().map(Fraction::point).toList(),
            BoundedMean.ofShares(DRAWS, seed).interval(areas));
    return new OcclusionRun(
        curve, areas, areas(measured.stream().map(Fraction::trueProbability).toList()));
  }

  /** The trapezoid rule per image; being linear, its mean is the area under the mean curve. */
  private double[] areas(List<double[]> scores) {
    double width = fractions.get(fractions.size() - 1) - fractions.get(0);
    double[] areas = new double[scores.get(0).length];
    for (int f = 1; f < fractions.size(); f++) {
      double step = (fractions.get(f) - fractions.get(f - 1)) / width;
      for (int i = 0; i < areas.length; i++) {
        areas[i] += step * (scores.get(f)[i] + scores.get(f - 1)[i]) / 2;
      }
    }
    return areas;
  }

  /** One fraction: its point of the curve, and the means over draws of every image. */
  @SuppressWarnings("ArrayRecordComponent") // numbers that nobody compares
  private record Fraction(Point point, double[] correct, double[] trueProbability) {
    static Fraction of(double fraction, List<Predictions> draws, long seed) {
      double[] correct = Means.perImage(draws.stream().map(Predictions::correct).toList());
      double[] trueProbability =
          Means.perImage(draws.stream().map(Predictions::trueProbabilities).toList());
      Predictions all = Predictions.concat(draws);
      Point point =
          new Point(
              fraction,
              Means.of(correct),
              BoundedMean.ofShares(DRAWS, seed).interval(correct),
              new Confusion(all).balancedAccuracy(),
              Means.of(trueProbability),
              Calibrations.meanConfidence(all),
              Calibrations.ece(Calibrations.bins(all)));
      return new Fraction(point, correct, trueProbability);
    }
  }
}
