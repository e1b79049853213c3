package dev.blindspot.train.ablation.store;

import dev.blindspot.train.ablation.store.TrialRecord.Phase;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** All settings and trials of an ablation at one moment. */
public final class TrialSnapshot {
  private record Key(int setting, Phase phase) {}

  private final List<TrialSetting> settings;
  private final List<TrialRecord> trials;
  private final Map<Key, List<TrialRecord>> byKey;

  public TrialSnapshot(List<TrialSetting> settings, List<TrialRecord> trials) {
    this.settings = List.copyOf(settings);
    this.trials = List.copyOf(trials);
    this.byKey =
        trials.stream().collect(Collectors.groupingBy(t -> new Key(t.setting(), t.phase())));
  }

  public static TrialSnapshot of(TrialStore store) {
    return new TrialSnapshot(store.settings(), store.trials());
  }

  /** By id. */
  public List<TrialSetting> settings() {
    return settings;
  }

  public Optional<TrialSetting> setting(int id) {
    return settings.stream().filter(setting -> setting.id() == id).findFirst();
  }

  /** In order. */
  public List<TrialRecord> trials() {
    return trials;
  }

  /** The trials of a setting in a phase. */
  public List<TrialRecord> of(TrialSetting setting, Phase phase) {
    return byKey.getOrDefault(new Key(setting.id(), phase), List.of());
  }
}
