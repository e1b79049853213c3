package dev.blindspot.train.ablation.analysis;

import dev.blindspot.train.ablation.store.TrialRecord;
import dev.blindspot.train.ablation.store.TrialRecord.Phase;
import dev.blindspot.train.ablation.store.TrialSetting;
import dev.blindspot.train.ablation.store.TrialSnapshot;
import dev.blindspot.train.config.AblationConfig;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Settings by their objective on the validation images. Only a setting all of whose seeds are
 * complete is ranked: seeds are pruned and fail for being bad, so the mean of the others would
 * flatter it.
 *
 * @param ranked the best first
 * @param others without a rank, by id
 */
public record SettingRanking(List<SettingResult> ranked, List<SettingResult> others) {
  public SettingRanking {
    ranked = List.copyOf(ranked);
    others = List.copyOf(others);
  }

  static SettingRanking of(AblationConfig config, TrialSnapshot tried) {
    List<SettingResult> ranked = new ArrayList<>();
    List<SettingResult> others = new ArrayList<>();
    for (TrialSetting setting : tried.settings()) {
      List<TrialRecord> own = tried.of(setting, Phase.SEARCH);
      if (!own.isEmpty()) {
        SettingResult result = SettingResult.of(setting, own, config);
        (result.isRanked() ? ranked : others).add(result);
      }
    }
    ranked.sort(
        Comparator.comparingDouble((SettingResult r) -> -r.objective())
            .thenComparingInt(r -> r.setting().id()));
    return new SettingRanking(ranked, others);
  }

  /** The baseline, when it has a rank. */
  Optional<SettingResult> baseline() {
    return ranked.stream().filter(SettingResult::isBaseline).findFirst();
  }

  /** The ranked settings that were searched for. */
  public List<SettingResult> candidates() {
    return ranked.stream().filter(result -> !result.isBaseline()).toList();
  }

  /** Ranked ones first. */
  public List<SettingResult> all() {
    return Stream.concat(ranked.stream(), others.stream()).toList();
  }
}
