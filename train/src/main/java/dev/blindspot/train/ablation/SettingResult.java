package dev.blindspot.train.ablation;

import dev.blindspot.train.ablation.Trial.Phase;
import dev.blindspot.train.ablation.Trial.State;
import dev.blindspot.train.config.AblationConfig;
import dev.blindspot.train.config.AblationConfig.Objective;
import dev.blindspot.train.evaluate.Bootstrap;
import dev.blindspot.train.evaluate.Interval;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * What the trials of one setting gave together.
 *
 * @param setting the setting
 * @param complete measured trials, one per seed
 * @param pruned trials that were stopped
 * @param failed trials that failed
 * @param accuracy mean over seeds; NaN when no trial is complete
 * @param occlusionAuc mean over seeds; NaN when no trial is complete
 * @param objective what settings are ranked by, mean over seeds; NaN when no trial is complete
 * @param interval 95 % bootstrap interval of {@code objective} over pictures
 * @param lowestSeed objective of the worst seed
 * @param highestSeed objective of the best seed
 * @param seconds mean duration of the complete trials
 */
public record SettingResult(
    TrialSetting setting,
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
  private static final int RESAMPLES = 2000;

  /** All settings that have trials in a phase, the best first; unmeasured ones last. */
  static List<SettingResult> rank(AblationConfig config, TrialStore store, Phase phase) {
    List<Trial> trials = store.trials();
    List<SettingResult> results = new ArrayList<>();
    for (TrialSetting setting : store.settings()) {
      List<Trial> own =
          trials.stream().filter(t -> t.setting() == setting.id() && t.phase() == phase).toList();
      if (!own.isEmpty()) {
        results.add(of(setting, own, config));
      }
    }
    results.sort(
        Comparator.comparingDouble(
                (SettingResult r) -> Double.isNaN(r.objective()) ? 1 : -r.objective())
            .thenComparingInt(r -> r.setting().id()));
    return results;
  }

  private static SettingResult of(TrialSetting setting, List<Trial> own, AblationConfig config) {
    List<Scores> scores =
        own.stream().map(Trial::scores).filter(java.util.Objects::nonNull).toList();
    Objective objective = config.objective();
    ToDoubleFunction<Scores> value = s -> objective.of(s.accuracy(), s.occlusionAuc());
    return new SettingResult(
        setting,
        scores.size(),
        count(own, State.PRUNED),
        count(own, State.FAILED),
        mean(scores, Scores::accuracy),
        mean(scores, Scores::occlusionAuc),
        mean(scores, value),
        new Bootstrap(RESAMPLES, config.seed())
            .mean(perPicture(scores, s -> objectives(s, objective))),
        scores.stream().mapToDouble(value).min().orElse(Double.NaN),
        scores.stream().mapToDouble(value).max().orElse(Double.NaN),
        own.stream()
            .filter(t -> t.state() == State.COMPLETE)
            .mapToDouble(Trial::seconds)
            .average()
            .orElse(Double.NaN));
  }

  private static int count(List<Trial> trials, State state) {
    return (int) trials.stream().filter(t -> t.state() == state).count();
  }

  private static double mean(List<Scores> scores, ToDoubleFunction<Scores> of) {
    return scores.stream().mapToDouble(of).average().orElse(Double.NaN);
  }

  private static double[] objectives(Scores s, Objective objective) {
    double[] values = new double[s.correct().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = objective.of(s.correct()[i], s.areas()[i]);
    }
    return values;
  }

  /** Mean over seeds of every picture's score; empty without scores. */
  static double[] perPicture(List<Scores> scores, Function<Scores, double[]> of) {
    double[] mean = new double[scores.isEmpty() ? 0 : of.apply(scores.get(0)).length];
    for (Scores each : scores) {
      double[] values = of.apply(each);
      for (int i = 0; i < mean.length; i++) {
        mean[i] += values[i] / scores.size();
      }
    }
    return mean;
  }
}
