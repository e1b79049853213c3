package dev.blindspot.train.ablation.search;

import dev.blindspot.train.ablation.search.SearchStrategy.Suggestion;
import dev.blindspot.train.ablation.store.TrialRecord;
import dev.blindspot.train.ablation.store.TrialRecord.Phase;
import dev.blindspot.train.ablation.store.TrialRecord.State;
import dev.blindspot.train.ablation.store.TrialSetting;
import dev.blindspot.train.ablation.store.TrialStore;
import dev.blindspot.train.config.AblationConfig;
import dev.blindspot.train.config.reader.LoadedAblation;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Brings the suggested settings into the store, each when what it depends on is known. Not
 * thread-safe.
 */
public final class SuggestedSettings {
  private final AblationConfig config;
  private final TrialStore store;
  private final SearchStrategy suggester;
  private int suggested;
  private int told;
  private boolean exhausted;

  public SuggestedSettings(LoadedAblation ablation, TrialStore store) {
    this.config = ablation.config();
    this.store = store;
    this.suggester = SearchStrategies.of(ablation);
  }

  /** Keeps as many settings in the store as can be suggested now. */
  void keepUp() {
    while (!exhausted && tellGeneration()) {
      Optional<Suggestion> next =
          suggested >= SearchStrategies.limit(config) ? Optional.empty() : suggester.next();
      next.ifPresent(this::add);
      exhausted = next.isEmpty();
    }
  }

  /** Whether there is nothing more to suggest. */
  boolean areExhausted() {
    return exhausted;
  }

  private void add(Suggestion suggestion) {
    suggested++;
    store.add(
        new TrialSetting(suggested, suggestion.name(), suggestion.values()),
        config.seeds(),
        Phase.SEARCH);
  }

  /** Tells what the next suggestion depends on; false when that is not known yet. */
  private boolean tellGeneration() {
    int needed = suggested / suggester.generation() * suggester.generation();
    while (told < needed) {
      List<TrialRecord> own = store.trials(told + 1, Phase.SEARCH);
      if (!own.stream().allMatch(t -> t.state().hasEnded())) {
        return false;
      }
      suggester.tell(value(own));
      told++;
    }
    return true;
  }

  /** Of a setting that lost a seed nothing is told: what survives is not its mean. */
  private OptionalDouble value(List<TrialRecord> trials) {
    return trials.stream().allMatch(t -> t.state() == State.COMPLETE)
        ? trials.stream()
            .map(TrialRecord::scores)
            .filter(Objects::nonNull)
            .mapToDouble(s -> s.objective(config.objective()))
            .average()
        : OptionalDouble.empty();
  }
}
