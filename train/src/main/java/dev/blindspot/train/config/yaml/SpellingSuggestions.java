package dev.blindspot.train.config.yaml;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;

/**
 * "Did you mean": the known word closest to an unknown one, and the list of known words when it is
 * short.
 */
public final class SpellingSuggestions {
  private static final JaroWinklerSimilarity SIMILARITY = new JaroWinklerSimilarity();
  private static final double CLOSE = 0.85;
  private static final int SHORT_LIST = 12;

  private SpellingSuggestions() {}

  /** What is wrong about a word that is none of the known ones. */
  public static String noneOf(String unknown, Collection<String> known) {
    return "must be one of %s, was '%s'%s"
        .formatted(String.join(", ", known), unknown, meant(unknown, known));
  }

  private static String meant(String unknown, Collection<String> known) {
    return closest(unknown, known).map(word -> "; did you mean '" + word + "'?").orElse("");
  }

  /** Text to append to a message about an unknown word; empty when there is nothing to say. */
  public static String forWord(String unknown, Collection<String> known) {
    String all = known.size() <= SHORT_LIST ? " (allowed: " + String.join(", ", known) + ")" : "";
    return meant(unknown, known) + all;
  }

  /** The most similar known word, if any is similar enough to be a slip of the hand. */
  public static Optional<String> closest(String unknown, Collection<String> known) {
    return known.stream()
        .filter(word -> similarity(unknown, word) >= CLOSE)
        .max(Comparator.comparingDouble(word -> similarity(unknown, word)));
  }

  private static double similarity(String a, String b) {
    return SIMILARITY.apply(folded(a), folded(b));
  }

  // batch_size, batch-size and BatchSize are the same slip
  private static String folded(String word) {
    return word.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
  }
}
