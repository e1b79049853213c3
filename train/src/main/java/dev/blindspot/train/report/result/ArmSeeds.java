package dev.blindspot.train.report.result;

import dev.blindspot.train.evaluate.robustness.Robustness;
import dev.blindspot.train.evaluate.seeds.RobustnessSpread;
import dev.blindspot.train.evaluate.stats.SeedSummary;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * All trainings of an arm. Where there are several, these means are the arm's figures, and those of
 * {@link ArmResult} describe the network of the first seed, whose maps are drawn.
 *
 * @param trainings one per seed, in the order of the configuration; at least one
 * @param accuracy on the test images
 * @param balancedAccuracy on the test images
 * @param auroc on the test images
 * @param logLoss on the test images
 * @param ece on the test images
 * @param occlusionAuc area under the first occlusion curve
 * @param guidedAuc area under the curve with the most important parts hidden first; null when not
 *     measured
 * @param corruptionAccuracy mean accuracy over corruptions and severities; null when not measured
 * @param robustness curves, corrupted images and calibration over the trainings; null for one
 *     training
 */
public record ArmSeeds(
    List<SeedResult> trainings,
    SeedSummary accuracy,
    SeedSummary balancedAccuracy,
    SeedSummary auroc,
    SeedSummary logLoss,
    SeedSummary ece,
    SeedSummary occlusionAuc,
    @Nullable SeedSummary guidedAuc,
    @Nullable SeedSummary corruptionAccuracy,
    @Nullable RobustnessSpread robustness) {
  public ArmSeeds {
    trainings = List.copyOf(trainings);
    if (trainings.size() > 1 && robustness == null) {
      throw new IllegalArgumentException(
          "robustness must be there for %d trainings, was not".formatted(trainings.size()));
    }
  }

  /** Summarises the trainings of an arm. */
  public static ArmSeeds of(List<SeedResult> trainings) {
    return new ArmSeeds(
        trainings,
        spread(trainings, t -> t.test().accuracy()),
        spread(trainings, t -> t.test().balancedAccuracy()),
        spread(trainings, t -> t.test().auroc()),
        spread(trainings, t -> t.test().logLoss()),
        spread(trainings, t -> t.test().ece()),
        spread(trainings, SeedResult::occlusionAuc),
        optional(trainings, SeedResult::guidedAuc),
        optional(trainings, SeedResult::corruptionAccuracy),
        trainings.size() == 1 ? null : RobustnessSpread.of(robustness(trainings)));
  }

  private static SeedSummary spread(
      List<SeedResult> trainings, ToDoubleFunction<SeedResult> figure) {
    return SeedSummary.over(trainings, figure);
  }

  private static List<Robustness> robustness(List<SeedResult> trainings) {
    return trainings.stream().map(t -> Objects.requireNonNull(t.robustness())).toList();
  }

  private static @Nullable SeedSummary optional(
      List<SeedResult> trainings, Function<SeedResult, @Nullable Double> figure) {
    double[] values =
        trainings.stream()
            .map(figure)
            .filter(Objects::nonNull)
            .mapToDouble(Double::doubleValue)
            .toArray();
    return values.length == 0 ? null : SeedSummary.of(values);
  }
}
