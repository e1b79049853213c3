package dev.blindspot.train.ablation.analysis;

import dev.blindspot.train.ablation.store.TrialRecord;
import dev.blindspot.train.ablation.store.TrialRecord.Phase;
import dev.blindspot.train.ablation.store.TrialScores;
import dev.blindspot.train.ablation.store.TrialSetting;
import dev.blindspot.train.ablation.store.TrialSnapshot;
import dev.blindspot.train.config.AblationConfig;
import dev.blindspot.train.evaluate.stats.Holm;
import dev.blindspot.train.evaluate.stats.Interval;
import dev.blindspot.train.evaluate.stats.PairedBootstrap;
import dev.blindspot.train.evaluate.stats.PairedBootstrap.Difference;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/**
 * A setting against the baseline on the same images by the same seeds: both started from the same
 * weights, so their difference is taken seed by seed and image by image.
 *
 * @param setting the setting
 * @param measure "accuracy" or "area under the occlusion curve"
 * @param difference setting minus baseline, mean over images and seeds
 * @param interval 95 % interval by the paired bootstrap over images, and over seeds where there are
 *     several; for this comparison alone
 * @param p two-sided
 * @param holmP the same, corrected for all comparisons of the table and those left out of it
 * @param images number of images
 * @param seeds number of seeds that both have; others are left out
 * @param verdict shown, not shown or contradicted: that the setting is better
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
    String verdict) {
  /** Without a final comparison, so many of the ranked settings are compared: the best. */
  public static final int MOST_RANKED = 20;

  private static final int RESAMPLES = 10_000;
  private static final double ALPHA = 0.05;

  /** No p-value is below 2 / resamples: with fewer, none could survive the correction. */
  private static final int RESAMPLES_PER_COMPARISON = 100;

  private static final int MEASURES = 2;

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
   * @param among number of settings that the p-values are corrected for
   */
  private static List<BaselineComparison> compared(
      AblationConfig config,
      TrialSnapshot tried,
      Phase phase,
      List<TrialSetting> settings,
      int among) {
    int resamples = Math.max(RESAMPLES, RESAMPLES_PER_COMPARISON * MEASURES * among);
    PairedBootstrap bootstrap = new PairedBootstrap(resamples, config.seed());
    List<BaselineComparison> raw = new ArrayList<>();
    tried
        .setting(TrialSetting.BASELINE)
        .map(baseline -> bySeed(tried.of(baseline, phase)))
        .ifPresent(
            reference -> {
              for (TrialSetting setting : settings) {
                if (setting.id() != TrialSetting.BASELINE) {
                  Pairs pairs = Pairs.of(bySeed(tried.of(setting, phase)), reference);
                  raw.addAll(pairs.compared(setting, bootstrap));
                }
              }
            });
    int others = MEASURES * Math.max(0, among - settings.size());
    double[] holm =
        Holm.adjust(
            DoubleStream.concat(
                    raw.stream().mapToDouble(BaselineComparison::p),
                    DoubleStream.generate(() -> 1).limit(others))
                .toArray());
    List<BaselineComparison> corrected = new ArrayList<>();
    for (int i = 0; i < raw.size(); i++) {
      corrected.add(raw.get(i).corrected(holm[i]));
    }
    return corrected;
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
            if (other != null && other.correct().length == scores.correct().length) {
              pairs.setting.add(scores);
              pairs.baseline.add(other);
            }
          });
      return pairs;
    }

    List<BaselineComparison> compared(TrialSetting of, PairedBootstrap bootstrap) {
      return setting.isEmpty()
          ? List.of()
          : List.of(
              compare(of, "accuracy", TrialScores::correct, bootstrap),
              compare(of, "area under the occlusion curve", TrialScores::areas, bootstrap));
    }

    private BaselineComparison compare(
        TrialSetting of,
        String measure,
        Function<TrialScores, double[]> images,
        PairedBootstrap bootstrap) {
      Difference d = bootstrap.compare(rows(setting, images), rows(baseline, images));
      return new BaselineComparison(
          of, measure, d.value(), d.interval(), d.p(), Double.NaN, d.images(), setting.size(), "");
    }

    private static double[][] rows(
        List<TrialScores> scores, Function<TrialScores, double[]> images) {
      return scores.stream().map(images).toArray(double[][]::new);
    }
  }

  private BaselineComparison corrected(double holm) {
    String said = "not shown";
    if (holm < ALPHA && interval.isAbove(0)) {
      said = "shown";
    } else if (holm < ALPHA && interval.isBelow(0)) {
      said = "contradicted";
    }
    return new BaselineComparison(
        setting, measure, difference, interval, p, holm, images, seeds, said);
  }

  /** The verdict with its numbers. */
  String sentence(String baseline) {
    String evidence =
        String.format(
            Locale.ROOT,
            "(%+.1f points, 95 %% interval %+.1f to %+.1f, Holm-corrected p %s, %d images, %s)",
            100 * difference,
            100 * interval.low(),
            100 * interval.high(),
            holmP < 0.001 ? "< 0.001" : String.format(Locale.ROOT, "= %.3f", holmP),
            images,
            seeds == 1 ? "1 seed" : seeds + " paired seeds");
    String what =
        switch (verdict) {
          case "shown" -> "Shown: %s has a higher %s than %s";
          case "contradicted" -> "Contradicted: %s has a lower %s than %s";
          default -> "Not shown: that %s has another %s than %s";
        };
    return (what.formatted(setting.name(), measure, baseline) + " " + evidence + ".")
        .replace("(-", "(\u2212")
        .replace(" -", " \u2212");
  }
}
