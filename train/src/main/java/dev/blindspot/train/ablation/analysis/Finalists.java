package dev.blindspot.train.ablation.analysis;

import dev.blindspot.train.ablation.store.TrialSetting;
import dev.blindspot.train.ablation.store.TrialSnapshot;
import dev.blindspot.train.ablation.store.TrialStore;
import dev.blindspot.train.config.AblationConfig;
import java.util.ArrayList;
import java.util.List;

/**
 * The settings of the final comparison: the baseline, and the best of the search. They are chosen
 * once, when the search is over.
 */
public final class Finalists {
  private Finalists() {}

  /** Chooses and keeps them, unless that was done before. */
  public static void freeze(AblationConfig config, TrialStore store) {
    AblationConfig.Final last = config.last();
    if (last != null && store.finalists().isEmpty()) {
      List<Long> seeds = last.seeds();
      TrialSnapshot tried = TrialSnapshot.of(store);
      store.freezeFinalists(
          best(last, tried, SettingRanking.of(config, tried)),
          seeds == null ? config.seeds() : seeds);
    }
  }

  /** The baseline is there whatever became of it in the search: it is what others are held to. */
  static List<TrialSetting> best(
      AblationConfig.Final last, TrialSnapshot tried, SettingRanking ranking) {
    List<TrialSetting> chosen = new ArrayList<>();
    ranking.candidates().stream()
        .map(SettingResult::setting)
        .limit(last.settings())
        .forEach(chosen::add);
    if (!chosen.isEmpty()) {
      tried.setting(TrialSetting.BASELINE).ifPresent(baseline -> chosen.add(0, baseline));
    }
    return chosen;
  }
}
