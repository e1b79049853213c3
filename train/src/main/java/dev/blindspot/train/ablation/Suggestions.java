package dev.blindspot.train.ablation;

import dev.blindspot.train.ablation.Suggester.Suggestion;
import dev.blindspot.train.ablation.Trial.Phase;
import dev.blindspot.train.ablation.Trial.State;
import dev.blindspot.train.config.AblationConfig;
import dev.blindspot.train.config.LoadedAblation;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Brings the suggested settings into the store, each when what it depends on is known. Not
 * thread-safe.
 */
final class Suggestions {
  private final AblationConfig config;
  private final TrialStore store;
  private final Suggester suggester;
  private int suggested;
  private int told;
  private boolean exhausted;

  Suggestions(LoadedAblation ablation, TrialStore store) {
    this.config = ablation.config();
    this.store = store;
    this.suggester = Suggesters.of(ablation);
  }

  /** Keeps as many settings in the store as can be suggested now. */
  void keepUp() {
    while (!exhausted && tellGeneration()) {
      Optional<Suggestion> next =
          suggested >= Suggesters.limit(config) ? Optional.empty() : suggester.next();
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
      List<Trial> own = store.trials(told + 1, Phase.SEARCH);
      if (!own.stream().allMatch(t -> t.state().hasEnded())) {
        return false;
      }
      suggester.tell(value(own));
      told++;
    }
    return true;
  }

  /** Of a setting that lost a seed nothing is told: what survives is not its mean. */
  private OptionalDouble value(List<Trial> trials) {
    return trials.stream().allMatch(t -> t.state() == State.COMPLETE)
        ? trials.stream()
            .map(Trial::scores)
            .filter(Objects::nonNull)
            .mapToDouble(s -> config.objective().of(s.accuracy(), s.occlusionAuc()))
            .average()
        : OptionalDouble.empty();
  }
}
