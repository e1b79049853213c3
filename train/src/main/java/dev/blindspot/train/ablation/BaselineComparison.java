package dev.blindspot.train.ablation;

import dev.blindspot.train.ablation.Trial.Phase;
import dev.blindspot.train.config.AblationConfig;
import dev.blindspot.train.evaluate.Holm;
import dev.blindspot.train.evaluate.Interval;
import dev.blindspot.train.evaluate.PairedBootstrap;
import dev.blindspot.train.evaluate.PairedBootstrap.Difference;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;

/**
 * A setting against the baseline on the same pictures, seeds averaged.
 *
 * @param setting the setting
 * @param measure "accuracy" or "area under the occlusion curve"
 * @param difference setting minus baseline
 * @param interval 95 % interval by the paired bootstrap over pictures, for this comparison alone
 * @param p two-sided
 * @param holmP the same, corrected for all comparisons of the table
 * @param images number of pictures
 * @param seeds number of seeds of the setting
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
  private static final int RESAMPLES = 10_000;
  private static final double ALPHA = 0.05;

  /** All comparisons of a phase; empty when the baseline was not measured in it. */
  static List<BaselineComparison> of(AblationConfig config, TrialStore store, Phase phase) {
    List<Scores> reference = scores(store, TrialSetting.BASELINE, phase);
    List<BaselineComparison> raw = new ArrayList<>();
    if (reference.isEmpty()) {
      return raw;
    }
    for (TrialSetting setting : store.settings()) {
      List<Scores> scores = scores(store, setting.id(), phase);
      boolean comparable =
          !scores.isEmpty() && scores.get(0).correct().length == reference.get(0).correct().length;
      if (setting.id() != TrialSetting.BASELINE && comparable) {
        raw.add(compare(setting, "accuracy", scores, reference, Scores::correct, config));
        raw.add(
            compare(
                setting,
                "area under the occlusion curve",
                scores,
                reference,
                Scores::areas,
                config));
      }
    }
    double[] holm = Holm.adjust(raw.stream().mapToDouble(BaselineComparison::p).toArray());
    List<BaselineComparison> corrected = new ArrayList<>();
    for (int i = 0; i < holm.length; i++) {
      corrected.add(raw.get(i).corrected(holm[i]));
    }
    return corrected;
  }

  private static List<Scores> scores(TrialStore store, int setting, Phase phase) {
    return store.trials().stream()
        .filter(t -> t.setting() == setting && t.phase() == phase)
        .map(Trial::scores)
        .filter(Objects::nonNull)
        .toList();
  }

  private static BaselineComparison compare(
      TrialSetting setting,
      String measure,
      List<Scores> scores,
      List<Scores> reference,
      Function<Scores, double[]> of,
      AblationConfig config) {
    Difference d =
        new PairedBootstrap(RESAMPLES, config.seed())
            .compare(SettingResult.perPicture(scores, of), SettingResult.perPicture(reference, of));
    return new BaselineComparison(
        setting,
        measure,
        d.value(),
        d.interval(),
        d.p(),
        Double.NaN,
        d.images(),
        scores.size(),
        "");
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
            "(%+.1f points, 95 %% interval %+.1f to %+.1f, Holm-corrected p %s, %d pictures, %s)",
            100 * difference,
            100 * interval.low(),
            100 * interval.high(),
            holmP < 0.001 ? "< 0.001" : String.format(Locale.ROOT, "= %.3f", holmP),
            images,
            seeds == 1 ? "1 seed" : seeds + " seeds");
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
