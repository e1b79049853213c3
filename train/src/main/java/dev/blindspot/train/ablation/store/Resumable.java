package dev.blindspot.train.ablation.store;

import dev.blindspot.train.config.AblationConfig;
import dev.blindspot.train.config.SearchConfig;
import dev.blindspot.train.config.reader.ConfigChange;
import java.util.List;

/**
 * Which settings of an ablation may change before it is resumed: those that leave the suggested
 * sequence and the meaning of finished trials as they are.
 *
 * @param config as it is now
 * @param chosen whether the settings of the final comparison have been chosen
 */
public record Resumable(AblationConfig config, boolean chosen) {
  /** The path of the run's file does not matter: what it says is compared. */
  private static final List<String> FREE =
      List.of("base", "budget", "parallel", "search.random.settings", "search.genetic.settings");

  /** The changes that are not allowed. */
  public List<ConfigChange> refused(List<ConfigChange> changes) {
    return changes.stream().filter(change -> !isFree(change.key())).toList();
  }

  private boolean isFree(String key) {
    return FREE.stream().anyMatch(free -> isWithin(key, free))
        || (isWithin(key, "final") && !chosen)
        || (isWithin(key, "pruning") && !learns());
  }

  /** A search that learns is told nothing of pruned settings, so they decide over its sequence. */
  private boolean learns() {
    return config.search() instanceof SearchConfig.Genetic;
  }

  private static boolean isWithin(String key, String section) {
    return key.equals(section) || key.startsWith(section + ".");
  }
}
