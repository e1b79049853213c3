package dev.blindspot.train.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SuggestionsTest {
  private static final List<String> KEYS = List.of("batchSize", "random-erasing", "l2");

  @Test
  void wordsInOtherSpellingsAreClose() {
    assertThat(Suggestions.closest("batch_size", KEYS)).contains("batchSize");
    assertThat(Suggestions.closest("RandomErasing", KEYS)).contains("random-erasing");
    assertThat(Suggestions.closest("randomerase", KEYS)).contains("random-erasing");
  }

  @Test
  void otherWordsAreNot() {
    assertThat(Suggestions.closest("colour", KEYS)).isEmpty();
    assertThat(Suggestions.closest("width", KEYS)).isEmpty();
  }

  @Test
  void onlyShortListsAreTold() {
    List<String> many = IntStream.range(0, 13).mapToObj(i -> "key" + i + "abcdefgh").toList();
    assertThat(Suggestions.forWord("x", KEYS))
        .isEqualTo(" (allowed: batchSize, random-erasing, l2)");
    assertThat(Suggestions.forWord("x", many)).isEmpty();
  }
}
