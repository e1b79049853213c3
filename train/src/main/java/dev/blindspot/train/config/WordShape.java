package dev.blindspot.train.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One of some words: an enum's constants in kebab-case, or true and false. */
record WordShape(Map<String, Object> words) implements Shape {
  static final WordShape TRUTH = new WordShape(truth());

  static WordShape of(Class<?> enumType) {
    Map<String, Object> words = new LinkedHashMap<>();
    Arrays.stream(enumType.getEnumConstants()).forEach(c -> words.put(word((Enum<?>) c), c));
    return new WordShape(words);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Map<String, Object> truth() {
    Map<String, Object> words = new LinkedHashMap<>();
    words.put("true", true);
    words.put("false", false);
    return words;
  }

  private boolean isTruth() {
    return words.containsValue(true);
  }

  @Override
  public @Nullable Object bind(Node node, Place place) {
    String rule = "must be one of " + String.join(", ", words.keySet());
    if (!(node instanceof Node.ScalarNode scalar) || node.isNull() || node.isEmpty()) {
      place.refuse(node, rule);
      return null;
    }
    Object value = words.get(scalar.text());
    if (value == null || (isTruth() && !scalar.plain())) {
      String meant =
          Suggestions.closest(scalar.text(), words.keySet())
              .map(word -> "; did you mean '" + word + "'?")
              .orElse("");
      place.refuse(node.origin(), rule + ", was " + node.described() + meant);
      return null;
    }
    return value;
  }

  @Override
  public Node write(Object value, UnaryOperator<String> paths) {
    String text = value instanceof Enum<?> constant ? word(constant) : value.toString();
    return new Node.ScalarNode(text, isTruth(), Origin.NONE);
  }

  @Override
  public ObjectNode schema(SchemaParts parts) {
    return isTruth() ? parts.type("boolean") : parts.oneOfWords(words.keySet());
  }
}
