package dev.blindspot.train.report.result;

import dev.blindspot.train.evaluate.metrics.Evaluation;
import dev.blindspot.train.evaluate.robustness.OcclusionCurve;
import dev.blindspot.train.evaluate.robustness.Robustness;
import dev.blindspot.train.inspect.MapSummary;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One arm: how it was trained and what it can do.
 *
 * @param name the arm's name
 * @param augmentation its augmentations in order, in readable text; empty for none
 * @param history its epochs
 * @param bestEpoch the epoch whose weights were kept and measured
 * @param validation measured on the validation images; null without any
 * @param test measured on the test images
 * @param occlusion measured on the test images, at the first position and with the first fill
 * @param maps what its maps say, per method; empty when no maps were measured
 * @param trainSeconds duration of training
 * @param modelFile the model, relative to the run's folder; null when it is not kept
 * @param robustness all that was measured on the test images beside whole ones
 * @param seeds all trainings of the arm; everything above is of the first one
 */
public record ArmResult(
    String name,
    List<String> augmentation,
    List<Epoch> history,
    int bestEpoch,
    @Nullable Evaluation validation,
    Evaluation test,
    OcclusionCurve occlusion,
    List<MapSummary> maps,
    double trainSeconds,
    @Nullable String modelFile,
    Robustness robustness,
    ArmSeeds seeds) {

  public ArmResult {
    augmentation = List.copyOf(augmentation);
    history = List.copyOf(history);
    maps = List.copyOf(maps);
  }

  /** Whether it was trained more than once. */
  public boolean hasSeveralSeeds() {
    return seeds.trainings().size() > 1;
  }

  /** What was measured of every training beside whole images. */
  public List<Robustness> robustnessOfAll() {
    return seeds.trainings().stream()
        .map(training -> Objects.requireNonNullElse(training.robustness(), robustness))
        .toList();
  }
}
