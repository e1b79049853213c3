package dev.blindspot.train.ablation;

import dev.blindspot.train.ablation.Trial.Phase;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** All settings and trials of an ablation at one moment. */
final class Tried {
  private record Key(int setting, Phase phase) {}

  private final List<TrialSetting> settings;
  private final List<Trial> trials;
  private final Map<Key, List<Trial>> byKey;

  Tried(List<TrialSetting> settings, List<Trial> trials) {
    this.settings = List.copyOf(settings);
    this.trials = List.copyOf(trials);
    this.byKey =
        trials.stream().collect(Collectors.groupingBy(t -> new Key(t.setting(), t.phase())));
  }

  static Tried of(TrialStore store) {
    return new Tried(store.settings(), store.trials());
  }

  /** By id. */
  List<TrialSetting> settings() {
    return settings;
  }

  Optional<TrialSetting> setting(int id) {
    return settings.stream().filter(setting -> setting.id() == id).findFirst();
  }

  /** In order. */
  List<Trial> trials() {
    return trials;
  }

  /** The trials of a setting in a phase. */
  List<Trial> of(TrialSetting setting, Phase phase) {
    return byKey.getOrDefault(new Key(setting.id(), phase), List.of());
  }
}
