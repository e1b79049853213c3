package dev.blindspot.train.report.result;

import static dev.blindspot.train.evaluate.seeds.Metric.Better.HIGHER;
import static dev.blindspot.train.evaluate.seeds.Metric.Better.LOWER;
import static dev.blindspot.train.evaluate.seeds.Metric.Unit.SCORE;
import static dev.blindspot.train.evaluate.seeds.Metric.Unit.SHARE;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import dev.blindspot.train.evaluate.seeds.MetricGroup;
import dev.blindspot.train.evaluate.seeds.RobustnessMetrics;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All trainings of an arm. Where there are several, these means are the arm's figures, and those of
 * {@link ArmResult} describe the network of the first seed, whose maps are drawn.
 *
 * @param trainings one per seed, in the order of the configuration; at least one
 */
public record ArmSeeds(List<SeedResult> trainings) {
  /** What {@code results.json} says of the trainings together, beside each of them. */
  public static final MetricGroup TOGETHER =
      MetricGroup.of(SeedResult.class, "ArmSeeds", "All trainings of an arm.")
          .inJson("test.accuracy", "on the test images", SHARE, HIGHER)
          .inJson("test.balancedAccuracy", "on the test images", SHARE, HIGHER)
          .inJson("test.auroc", "on the test images", SCORE, HIGHER)
          .inJson("test.logLoss", "on the test images", SCORE, LOWER)
          .inJson("test.ece", "on the test images", SCORE, LOWER)
          .inJson("occlusionAuc", "area under the first occlusion curve", SHARE, HIGHER)
          .inJson(
              "guidedAuc",
              "area under the curve with the most important parts hidden first; null when not measured",
              SHARE,
              HIGHER)
          .inJson(
              "corruptionAccuracy",
              "mean accuracy over corruptions and severities; null when not measured",
              SHARE,
              HIGHER)
          .part(
              "robustness",
              "curves, corrupted images and calibration over the trainings; null for one training",
              RobustnessMetrics.ALL);

  public ArmSeeds {
    trainings = List.copyOf(trainings);
    if (trainings.isEmpty()) {
      throw new IllegalArgumentException("trainings must be at least one, were none");
    }
    if (trainings.size() > 1 && trainings.stream().anyMatch(t -> t.robustness() == null)) {
      throw new IllegalArgumentException(
          "robustness must be there for each of %d trainings, was not".formatted(trainings.size()));
    }
  }

  /** The figures over all trainings, by their keys; made from the trainings, not read. */
  @JsonAnyGetter
  Map<String, @Nullable Object> together() {
    return TOGETHER.summary(trainings);
  }
}
