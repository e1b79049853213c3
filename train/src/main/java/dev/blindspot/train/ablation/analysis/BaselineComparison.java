package dev.blindspot.train.ablation.analysis;

import dev.blindspot.train.ablation.store.TrialRecord;
import dev.blindspot.train.ablation.store.TrialRecord.Phase;
import dev.blindspot.train.ablation.store.TrialScores;
import dev.blindspot.train.ablation.store.TrialSetting;
import dev.blindspot.train.ablation.store.TrialSnapshot;
import dev.blindspot.train.config.AblationConfig;
import dev.blindspot.train.config.AblationConfig.Objective;
import dev.blindspot.train.evaluate.comparison.Comparison.Verdict;
import dev.blindspot.train.evaluate.stats.CrossedMean;
import dev.blindspot.train.evaluate.stats.Differences;
import dev.blindspot.train.evaluate.stats.Holm;
import dev.blindspot.train.evaluate.stats.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/**
 * A setting against the baseline on the same images by the same seeds: both started from the same
 * weights, so their difference is taken seed by seed and image by image. With one seed it speaks of
 * two networks and not of their settings.
 *
 * @param setting the setting
 * @param measure "accuracy", "area under the occlusion curve", and the objective where it is
 *     another
 * @param difference setting minus baseline, mean over images and seeds
 * @param interval 95 % interval over images and seeds, over images alone with one seed ({@link
 *     CrossedMean}); for this comparison alone; undefined for fewer than 6 images
 * @param p two-sided, by the same law
 * @param holmP the same, corrected for all claims
 * @param images number of images
 * @param seeds number of seeds that both have; others are left out
 * @param claims number of claims that p is corrected for: settings by measures, with those that are
 *     left out of the table
 * @param verdict that the setting is better; with one seed, that its network is
 */
public record BaselineComparison(
    TrialSetting setting,
    String measure,
    double difference,
    Interval interval,
    double p,
    double holmP,
    int images,
    int seeds,
    int claims,
    Verdict verdict) {
  /** Without a final comparison, so many of the ranked settings are compared: the best. */
  public static final int MOST_RANKED = 20;

  /** Scores of every image. */
  private record Measure(String name, Function<TrialScores, double[]> images) {
    /** What settings are compared by: what they are ranked by is one of them. */
    static List<Measure> of(Objective objective) {
      List<Measure> measures =
          new ArrayList<>(
              List.of(
                  new Measure("accuracy", TrialScores::correct),
                  new Measure("area under the occlusion curve", TrialScores::areas)));
      if (objective == Objective.WORST_PLACE) {
        measures.add(new Measure(objective.text(), TrialScores::worst));
      }
      return measures;
    }
  }

  /** The final comparison; empty when there was none. */
  static List<BaselineComparison> last(AblationConfig config, TrialSnapshot tried) {
    List<TrialSetting> settings =
        tried.settings().stream().filter(s -> !tried.of(s, Phase.FINAL).isEmpty()).toList();
    return compared(config, tried, Phase.FINAL, settings, settings.size());
  }

  /**
   * The best of the ranked settings on the validation images, corrected for all of them: a setting
   * that is not compared counts as one of which nothing can be shown, so that Holm's method holds
   * although the best were picked by the same images.
   */
  static List<BaselineComparison> ranked(
      AblationConfig config, TrialSnapshot tried, SettingRanking ranking) {
    List<TrialSetting> settings =
        ranking.candidates().stream().map(SettingResult::setting).limit(MOST_RANKED).toList();
    return compared(config, tried, Phase.SEARCH, settings, ranking.candidates().size());
  }

  /**
   * One family: settings by measures.
   *
   * @param among number of settings that the p-values are corrected for
   */
  private static List<BaselineComparison> compared(
      AblationConfig config,
      TrialSnapshot tried,
      Phase phase,
      List<TrialSetting> settings,
      int among) {
    List<Measure> measures = Measure.of(config.objective());
    List<Claim> claims = new ArrayList<>();
    tried
        .setting(TrialSetting.BASELINE)
        .map(baseline -> bySeed(tried.of(baseline, phase)))
        .ifPresent(
            reference -> {
              for (TrialSetting setting : settings) {
                if (setting.id() != TrialSetting.BASELINE) {
                  claims.addAll(
                      Pairs.of(bySeed(tried.of(setting, phase)), reference)
                          .claims(setting, measures));
                }
              }
            });
    int others = measures.size() * Math.max(0, among - settings.size());
    double[] holm =
        Holm.adjust(
            DoubleStream.concat(
                    claims.stream().mapToDouble(c -> c.mean().pValue()),
                    DoubleStream.generate(() -> 1).limit(others))
                .toArray());
    List<BaselineComparison> comparisons = new ArrayList<>();
    for (int i = 0; i < claims.size(); i++) {
      comparisons.add(claims.get(i).comparison(holm[i], holm.length));
    }
    return comparisons;
  }

  /** A comparison before the others are looked at. */
  private record Claim(TrialSetting setting, String measure, CrossedMean mean) {
    BaselineComparison comparison(double holm, int claims) {
      return new BaselineComparison(
          setting,
          measure,
          mean.value(),
          mean.interval(),
          mean.pValue(),
          holm,
          mean.squares().images(),
          mean.squares().seeds(),
          claims,
          Verdict.of(mean.interval(), holm));
    }
  }

  private static SortedMap<Long, TrialScores> bySeed(List<TrialRecord> trials) {
    SortedMap<Long, TrialScores> scores = new TreeMap<>();
    for (TrialRecord trial : trials) {
      TrialScores own = trial.scores();
      if (own != null) {
        scores.put(trial.seed(), own);
      }
    }
    return scores;
  }

  /** The scores of a setting and of the baseline, by the same seeds in the same order. */
  private record Pairs(List<TrialScores> setting, List<TrialScores> baseline) {
    static Pairs of(SortedMap<Long, TrialScores> setting, SortedMap<Long, TrialScores> baseline) {
      Pairs pairs = new Pairs(new ArrayList<>(), new ArrayList<>());
      setting.forEach(
          (seed, scores) -> {
            TrialScores other = baseline.get(seed);
            if (other != null
                && other.correct().length == scores.correct().length
                && other.worst().length == scores.worst().length) {
              pairs.setting.add(scores);
              pairs.baseline.add(other);
            }
          });
      return pairs;
    }

    List<Claim> claims(TrialSetting of, List<Measure> measures) {
      return setting.isEmpty()
          ? List.of()
          : measures.stream().map(m -> claim(of, m.name(), m.images())).toList();
    }

    private Claim claim(TrialSetting of, String measure, Function<TrialScores, double[]> images) {
      double[][] table = Differences.of(rows(setting, images), rows(baseline, images));
      return new Claim(of, measure, CrossedMean.of(table));
    }

    private static double[][] rows(
        List<TrialScores> scores, Function<TrialScores, double[]> images) {
      return scores.stream().map(images).toArray(double[][]::new);
    }
  }

  /** Whether it speaks of two networks and not of the settings, because there is one seed. */
  public boolean ofTheseNetworks() {
    return seeds == 1;
  }

  /**
   * The verdict with its numbers.
   *
   * @param name of the setting
   * @param baseline its name
   */
  String sentence(String name, String baseline) {
    String networks = ofTheseNetworks() ? " %s these two networks" : "";
    String what =
        switch (verdict) {
          case SHOWN -> "Shown" + networks.formatted("of") + ": %s has a higher %s than %s";
          case CONTRADICTED ->
              "Contradicted" + networks.formatted("by") + ": %s has a lower %s than %s";
          case NOT_SHOWN ->
              "Not shown" + networks.formatted("of") + ": that %s has another %s than %s";
        };
    return (what.formatted(name, measure, baseline) + " " + evidence() + ".")
        .replace("(-", "(\u2212")
        .replace(" -", " \u2212");
  }

  private String evidence() {
    String sample = "%d images, %s".formatted(images, seeds == 1 ? "1 seed" : seeds + " seeds");
    if (Double.isNaN(interval.low())) {
      return String.format(
          Locale.ROOT,
          "(%+.1f points, too few images for an interval, which takes %d: %s)",
          100 * difference,
          CrossedMean.FEWEST_IMAGES,
          sample);
    }
    return String.format(
        Locale.ROOT,
        "(%+.1f points, 95 %% interval %+.1f to %+.1f, p %s after Holm's correction for %d claims, %s)",
        100 * difference,
        100 * interval.low(),
        100 * interval.high(),
        holmP < 0.001 ? "< 0.001" : String.format(Locale.ROOT, "= %.3f", holmP),
        claims,
        sample);
  }
}
