package dev.blindspot.train.evaluate;

import static java.util.Objects.requireNonNull;

import dev.blindspot.augment.BytePainter;
import dev.blindspot.augment.Fill;
import dev.blindspot.explain.Scorer;
import dev.blindspot.train.data.Picture;
import dev.blindspot.train.data.ProgressListener;
import dev.blindspot.train.evaluate.OcclusionCurve.Point;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Measures how fast a classifier loses its sight while a square at a random place hides a growing fraction of the
 * picture. The square has the picture's own proportions, lies wholly inside, and is at the same places for every arm.
 *
 * <p>The fill must not be one that training used ({@link TrainedFills}), else remembered fill is measured.
 *
 * @param fractions hidden parts of the picture's area, increasing, the first 0 (the untouched picture), at most 0.9
 * @param draws places per picture and fraction, at least 1
 * @param fill what the square is painted with
 * @param seed of the places and of random fills
 * @param batchSize pictures per forward pass
 */
public record OcclusionRobustness(
    List<Double> fractions, int draws, Fill fill, long seed, int batchSize) {
  private static final int RESAMPLES = 2000;

  public OcclusionRobustness {
    fractions = List.copyOf(fractions);
    requireNonNull(fill, "fill");
    require(fractions.size() >= 2 && fractions.get(0) == 0, "fractions must start at 0", fractions);
    for (int i = 1; i < fractions.size(); i++) {
      boolean rising = fractions.get(i) > fractions.get(i - 1) && fractions.get(i) <= 0.9;
      require(rising, "fractions must increase and stay within 0.9", fractions);
    }
    require(draws >= 1, "draws must be >= 1", draws);
    require(batchSize >= 1, "batchSize must be >= 1", batchSize);
  }

  private static void require(boolean holds, String rule, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(rule + ", was " + value);
    }
  }

  /**
   * Measures one arm.
   *
   * @param scorer the arm's classifier
   * @param pictures the held-out pictures at the network's size, uint8; may decode lazily
   * @param clean what the arm said about these pictures untouched, in the same order
   * @param painter paints the fill
   * @param progress hears the number of scored pictures, over all fractions
   */
  public OcclusionRun measure(
      Scorer scorer,
      List<Picture> pictures,
      Predictions clean,
      BytePainter painter,
      ProgressListener progress) {
    require(pictures.size() == clean.size(), "clean must cover every picture", clean.size());
    int[] labels = labels(clean);
    int perFraction = pictures.size() * draws;
    int total = perFraction * (fractions.size() - 1);
    List<Fraction> measured = new ArrayList<>(List.of(Fraction.of(0, clean, 1, seed)));
    for (int f = 1; f < fractions.size(); f++) {
      List<Picture> occluded = new OccludedPictures(pictures, f, this, painter);
      int before = perFraction * (f - 1);
      ProgressListener shifted = (done, all) -> progress.progressed(before + done, total);
      Predictions said = Predictions.of(scorer, occluded, labels, batchSize, shifted);
      measured.add(Fraction.of(fractions.get(f), said, draws, seed));
    }
    return run(measured);
  }

  private int[] labels(Predictions clean) {
    int[] labels = new int[clean.size() * draws];
    Arrays.setAll(labels, i -> clean.label(i / draws));
    return labels;
  }

  private OcclusionRun run(List<Fraction> measured) {
    List<double[]> correct = measured.stream().map(Fraction::correct).toList();
    List<double[]> trueProbability = measured.stream().map(Fraction::trueProbability).toList();
    double[] areas = areas(correct);
    double[] areasTrueProbability = areas(trueProbability);
    OcclusionCurve curve =
        new OcclusionCurve(
            name(fill),
            draws,
            measured.stream().map(Fraction::point).toList(),
            mean(areas),
            new Bootstrap(RESAMPLES, seed).mean(areas),
            mean(areasTrueProbability));
    return new OcclusionRun(curve, areas, areasTrueProbability);
  }

  /** The trapezoid rule per picture; being linear, its mean is the area under the mean curve. */
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

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  /** PatchUniform is "patch-uniform", as in the configuration; settings of the fill follow. */
  static String name(Fill fill) {
    String type = fill.getClass().getSimpleName();
    String kebab = type.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    String settings = fill.toString().replaceFirst("^\\w+", "");
    return settings.equals("[]") ? kebab : kebab + " " + settings;
  }

  /** One fraction: its point of the curve, and the means over draws of every picture. */
  private record Fraction(Point point, List<double[]> perPicture) {
    static Fraction of(double fraction, Predictions said, int draws, long seed) {
      double[] correct = meanOfDraws(said.correct(), draws);
      double[] trueProbability = meanOfDraws(said.trueProbabilities(), draws);
      Point point =
          new Point(
              fraction,
              mean(correct),
              new Bootstrap(RESAMPLES, seed).mean(correct),
              new Confusion(said).balancedAccuracy(),
              mean(trueProbability));
      return new Fraction(point, List.of(correct, trueProbability));
    }

    double[] correct() {
      return perPicture.get(0);
    }

    double[] trueProbability() {
      return perPicture.get(1);
    }

    private static double[] meanOfDraws(double[] scores, int draws) {
      double[] means = new double[scores.length / draws];
      for (int i = 0; i < scores.length; i++) {
        means[i / draws] += scores[i] / draws;
      }
      return means;
    }
  }
}
