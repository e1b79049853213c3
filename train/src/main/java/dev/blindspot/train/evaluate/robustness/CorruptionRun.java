package dev.blindspot.train.evaluate.robustness;

import dev.blindspot.train.config.EvaluationConfig.Corruption;
import dev.blindspot.train.evaluate.corruption.CorruptionConstants;
import dev.blindspot.train.evaluate.metrics.Calibrations;
import dev.blindspot.train.evaluate.metrics.Confusion;
import dev.blindspot.train.evaluate.metrics.Means;
import dev.blindspot.train.evaluate.metrics.Predictions;
import dev.blindspot.train.evaluate.robustness.CorruptionScores.Family;
import dev.blindspot.train.evaluate.robustness.CorruptionScores.Level;
import dev.blindspot.train.evaluate.stats.BoundedMean;
import dev.blindspot.train.evaluate.stats.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What one arm said about corrupted images, with the score of every image. */
public final class CorruptionRun {
  private final Predictions clean;
  private final Map<Corruption, Map<Integer, Predictions>> said;
  private final CorruptionConstants constants;
  private final long seed;

  /**
   * @param clean about the untouched images
   * @param said about the same images, by corruption and severity, both in order
   * @param constants that the corruptions had
   */
  public CorruptionRun(
      Predictions clean,
      Map<Corruption, Map<Integer, Predictions>> said,
      CorruptionConstants constants,
      long seed) {
    this.clean = clean;
    this.said = said;
    this.constants = constants;
    this.seed = seed;
  }

  /** Share of corruptions and severities that every image is classified correctly under. */
  public double[] correct() {
    return Means.perImage(
        said.values().stream()
            .flatMap(levels -> levels.values().stream())
            .map(Predictions::correct)
            .toList());
  }

  /** The scores, relative to the first arm, which is its own reference. */
  public CorruptionScores scores(CorruptionRun reference) {
    List<Family> families = new ArrayList<>();
    said.forEach(
        (corruption, levels) ->
            families.add(
                new Family(
                    corruption,
                    levels.entrySet().stream().map(e -> level(e.getKey(), e.getValue())).toList(),
                    1 - error(corruption, 0),
                    ratio(error(corruption, 0), reference.error(corruption, 0)),
                    ratio(
                        error(corruption, error(clean)),
                        reference.error(corruption, error(reference.clean))))));
    double[] correct = correct();
    return new CorruptionScores(
        constants,
        families,
        Means.of(correct),
        BoundedMean.ofShares(OcclusionRobustness.DRAWS, seed).interval(correct),
        families.stream().mapToDouble(Family::corruptionError).sum() / families.size(),
        families.stream().mapToDouble(Family::relativeCorruptionError).sum() / families.size());
  }

  /** Mean error rate over severities, less what is made without the corruption. */
  private double error(Corruption corruption, double without) {
    return java.util.Objects.requireNonNull(said.get(corruption)).values().stream()
            .mapToDouble(CorruptionRun::error)
            .average()
            .orElseThrow()
        - without;
  }

  private static double error(Predictions predictions) {
    return 1 - Means.of(predictions.correct());
  }

  /** Undefined where the reference loses nothing: no number says how much more that is. */
  private static double ratio(double error, double reference) {
    return reference > 1e-12 ? error / reference : Double.NaN;
  }

  private static Level level(int severity, Predictions said) {
    Confusion confusion = new Confusion(said);
    return new Level(
        severity,
        (double) confusion.correct() / said.size(),
        Interval.wilson(confusion.correct(), said.size()),
        confusion.balancedAccuracy(),
        Means.of(said.trueProbabilities()),
        Calibrations.meanConfidence(said),
        Calibrations.ece(Calibrations.bins(said)));
  }
}
