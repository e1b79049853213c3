package dev.blindspot.train.ablation.analysis;

import dev.blindspot.train.ablation.store.TrialRecord;
import dev.blindspot.train.ablation.store.TrialRecord.State;
import dev.blindspot.train.ablation.store.TrialScores;
import dev.blindspot.train.ablation.store.TrialSetting;
import dev.blindspot.train.config.AblationConfig;
import dev.blindspot.train.config.AblationConfig.Objective;
import dev.blindspot.train.evaluate.stats.BoundedMean;
import dev.blindspot.train.evaluate.stats.CrossedMean;
import dev.blindspot.train.evaluate.stats.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/**
 * What the trials of one setting gave together.
 *
 * @param setting the setting
 * @param planned trials that it is to have, one per seed
 * @param complete measured trials
 * @param pruned trials that were stopped
 * @param failed trials that failed
 * @param accuracy mean over complete trials; NaN when there is none
 * @param occlusionAuc mean over complete trials; NaN when there is none
 * @param objective what settings are ranked by, mean over complete trials; NaN when there is none
 * @param interval 95 % interval of {@code objective}, cut at 0 and 1: over images and seeds ({@link
 *     CrossedMean}); with one seed, of this network over images ({@link BoundedMean})
 * @param lowestSeed objective of the worst seed
 * @param highestSeed objective of the best seed
 * @param seconds mean duration of the complete trials
 */
public record SettingResult(
    TrialSetting setting,
    int planned,
    int complete,
    int pruned,
    int failed,
    double accuracy,
    double occlusionAuc,
    double objective,
    Interval interval,
    double lowestSeed,
    double highestSeed,
    double seconds) {
  private static final int DRAWS = 2000;

  /** The result of a setting's trials in one phase. */
  static SettingResult of(TrialSetting setting, List<TrialRecord> own, AblationConfig config) {
    List<TrialScores> scores =
        own.stream().map(TrialRecord::scores).filter(Objects::nonNull).toList();
    Objective objective = config.objective();
    ToDoubleFunction<TrialScores> value = s -> s.objective(objective);
    double[][] images = scores.stream().map(s -> s.objectives(objective)).toArray(double[][]::new);
    return new SettingResult(
        setting,
        own.size(),
        scores.size(),
        count(own, State.PRUNED),
        count(own, State.FAILED),
        mean(scores, TrialScores::accuracy),
        mean(scores, TrialScores::occlusionAuc),
        mean(scores, value),
        interval(images, config.seed()),
        scores.stream().mapToDouble(value).min().orElse(Double.NaN),
        scores.stream().mapToDouble(value).max().orElse(Double.NaN),
        own.stream()
            .filter(t -> t.state() == State.COMPLETE)
            .mapToDouble(TrialRecord::seconds)
            .average()
            .orElse(Double.NaN));
  }

  private static Interval interval(double[][] objectives, long seed) {
    return switch (objectives.length) {
      case 0 -> Interval.UNDEFINED;
      case 1 -> BoundedMean.ofShares(DRAWS, seed).interval(objectives[0]);
      default -> CrossedMean.of(objectives).interval().within(0, 1);
    };
  }

  private static int count(List<TrialRecord> trials, State state) {
    return (int) trials.stream().filter(t -> t.state() == state).count();
  }

  private static double mean(List<TrialScores> scores, ToDoubleFunction<TrialScores> of) {
    return scores.stream().mapToDouble(of).average().orElse(Double.NaN);
  }

  /** Whether it is what the others are compared with. */
  public boolean isBaseline() {
    return setting.id() == TrialSetting.BASELINE;
  }

  /** Whether every seed is complete, so that the mean is that of the setting. */
  public boolean isRanked() {
    return complete > 0 && complete == planned && !Double.isNaN(objective);
  }

  /** Why it has no rank; empty when it has one. */
  public String unrankedBecause() {
    if (isRanked()) {
      return "";
    }
    List<String> reasons = new ArrayList<>();
    add(reasons, pruned, "pruned");
    add(reasons, failed, "failed");
    add(reasons, planned - complete - pruned - failed, "not ended");
    return reasons.isEmpty()
        ? "its objective is not defined"
        : String.join(", ", reasons) + " of %d seed%s".formatted(planned, planned == 1 ? "" : "s");
  }

  private static void add(List<String> reasons, int count, String what) {
    if (count > 0) {
      reasons.add(count + " " + what);
    }
  }
}
