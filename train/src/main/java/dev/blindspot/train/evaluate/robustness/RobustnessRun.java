package dev.blindspot.train.evaluate.robustness;

import dev.blindspot.train.config.EvaluationConfig.Position;
import dev.blindspot.train.evaluate.comparison.ArmScores;
import dev.blindspot.train.evaluate.comparison.Comparison.Measure;
import dev.blindspot.train.evaluate.metrics.Calibration;
import dev.blindspot.train.evaluate.metrics.CalibrationValues;
import dev.blindspot.train.evaluate.metrics.Predictions;
import dev.blindspot.train.evaluate.worst.WorstPlaceRun;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was measured of one training of an arm, with the scores of every image that paired
 * statistics need.
 *
 * @param clean what it said about the untouched images
 * @param occlusion one per position and fill; at least one
 * @param object by how much of the object is hidden; null when no object is known
 * @param corruption corrupted images; null when none were asked for
 * @param throughput of all of it but the search of the worst place
 * @param worstPlace one square at its worst place, one entry per fill; empty when not asked for
 */
public record RobustnessRun(
    Predictions clean,
    List<OcclusionRun> occlusion,
    @Nullable ObjectOcclusion object,
    @Nullable CorruptionRun corruption,
    Throughput throughput,
    List<WorstPlaceRun> worstPlace) {
  public RobustnessRun {
    occlusion = List.copyOf(occlusion);
    worstPlace = List.copyOf(worstPlace);
  }

  /** The same with what was found at the worst place. */
  public RobustnessRun with(List<WorstPlaceRun> found) {
    return new RobustnessRun(clean, occlusion, object, corruption, throughput, found);
  }

  /** What comparisons need. */
  public ArmScores.Training scores() {
    Map<Measure, double[]> scores = new LinkedHashMap<>();
    scores.put(Measure.ACCURACY, clean.correct());
    scores.put(Measure.OCCLUSION_AUC, occlusion.get(0).areas());
    OcclusionRun guided = guided();
    if (guided != null) {
      scores.put(Measure.GUIDED_OCCLUSION_AUC, guided.areas());
    }
    if (corruption != null) {
      scores.put(Measure.CORRUPTION_ACCURACY, corruption.correct());
    }
    if (clean.size() > 1) {
      double[] errors = CalibrationValues.ofEce(clean);
      scores.put(Measure.CALIBRATION, Arrays.stream(errors).map(error -> 1 - error).toArray());
    }
    return new ArmScores.Training(clean, scores);
  }

  /** The curve with the most important places hidden first, unless it is the first one. */
  public @Nullable OcclusionRun guided() {
    return occlusion.stream()
        .skip(1)
        .filter(run -> run.curve().position() == Position.MOST_IMPORTANT)
        .findFirst()
        .orElse(null);
  }

  /**
   * The figures.
   *
   * @param reference the first arm
   * @param calibration on whole images
   */
  public Robustness robustness(RobustnessRun reference, Calibration calibration) {
    return new Robustness(
        occlusion.stream().map(OcclusionRun::curve).toList(),
        object,
        corruption == null || reference.corruption() == null
            ? null
            : corruption.scores(reference.corruption()),
        calibration,
        throughput,
        worstPlace.stream().map(WorstPlaceRun::result).toList());
  }
}
