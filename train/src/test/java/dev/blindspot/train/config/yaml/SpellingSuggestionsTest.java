package dev.blindspot.train.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpellingSuggestionsTest {
  private static final List<String> KEYS = List.of("batchSize", "random-erasing", "l2");

  @Test
  void wordsInOtherSpellingsAreClose() {
    assertThat(SpellingSuggestions.closest("batch_size", KEYS)).contains("batchSize");
    assertThat(SpellingSuggestions.closest("RandomErasing", KEYS)).contains("random-erasing");
    assertThat(SpellingSuggestions.closest("randomerase", KEYS)).contains("random-erasing");
  }

  @Test
  void otherWordsAreNot() {
    assertThat(SpellingSuggestions.closest("colour", KEYS)).isEmpty();
    assertThat(SpellingSuggestions.closest("width", KEYS)).isEmpty();
  }

  @Test
  void onlyShortListsAreTold() {
    List<String> many = IntStream.range(0, 13).mapToObj(i -> "key" + i + "abcdefgh").toList();
    assertThat(SpellingSuggestions.forWord("x", KEYS))
        .isEqualTo(" (allowed: batchSize, random-erasing, l2)");
    assertThat(SpellingSuggestions.forWord("x", many)).isEmpty();
  }
}
