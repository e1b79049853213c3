package dev.blindspot.train.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/**
 * "Did you mean": the known word closest to an unknown one, and the list of known words when it is
 * short.
 */
final class Suggestions {
  private static final int SHORT_LIST = 12;

  private Suggestions() {}

  /** Text to append to a message about an unknown word; empty when there is nothing to say. */
  static String forWord(String unknown, Collection<String> known) {
    String closest = closest(unknown, known).map(w -> "; did you mean '" + w + "'?").orElse("");
    String all = known.size() <= SHORT_LIST ? " (allowed: " + String.join(", ", known) + ")" : "";
    return closest + all;
  }

  /** The closest known word within an edit distance of a third of the word's length, if any. */
  static Optional<String> closest(String unknown, Collection<String> known) {
    return known.stream()
        .filter(word -> distance(unknown, word) <= Math.max(1, folded(word).length() / 3))
        .min(Comparator.comparingInt(word -> distance(unknown, word)));
  }

  private static int distance(String a, String b) {
    return LevenshteinDistance.getDefaultInstance().apply(folded(a), folded(b));
  }

  // batch_size, batch-size and BatchSize are the same slip
  private static String folded(String word) {
    return word.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
  }
}
