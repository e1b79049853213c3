package dev.blindspot.train.ablation.search;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Suggests settings, one after the other. For the same configuration and the same values told, the
 * sequence is the same in every process.
 */
public interface SearchStrategy {
  /** A suggestion: its name, and the values by key of the run as YAML. */
  record Suggestion(String name, Map<String, String> values) {}

  /** The next setting, different from all before; empty when there is none left. */
  Optional<Suggestion> next();

  /**
   * Tells what the settings so far are worth, in the order in which they were suggested.
   *
   * @param value higher is better; empty when all of its trials failed or were pruned
   */
  default void tell(OptionalDouble value) {}

  /**
   * The n-th suggestion needs the values of the first n - (n modulo this); what does not learn may
   * run ahead.
   */
  default int generation() {
    return Integer.MAX_VALUE;
  }
}
