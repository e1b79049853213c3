package dev.blindspot.train.config.binding;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.blindspot.train.config.yaml.ConfigPath;
import dev.blindspot.train.config.yaml.Origin;
import dev.blindspot.train.config.yaml.SpellingSuggestions;
import dev.blindspot.train.config.yaml.YamlNode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One of some words: an enum's constants in kebab-case, or true and false. */
public record WordShape(Map<String, Object> words) implements Shape {
  public static final WordShape TRUTH =
      new WordShape(
          new TreeMap<String, Object>(Map.of("true", true, "false", false)).descendingMap());

  public static WordShape of(Class<?> enumType) {
    Map<String, Object> words = new LinkedHashMap<>();
    Arrays.stream(enumType.getEnumConstants()).forEach(c -> words.put(word((Enum<?>) c), c));
    return new WordShape(words);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private boolean isTruth() {
    return words.containsValue(true);
  }

  @Override
  public @Nullable Object bind(YamlNode node, ConfigPath place) {
    if (!(node instanceof YamlNode.ScalarNode scalar) || node.isNull() || node.isEmpty()) {
      place.refuse(node, "must be one of " + String.join(", ", words.keySet()));
      return null;
    }
    Object value = words.get(scalar.text());
    if (value == null || (isTruth() && !scalar.plain())) {
      place.refuse(node.origin(), SpellingSuggestions.noneOf(scalar.text(), words.keySet()));
      return null;
    }
    return value;
  }

  @Override
  public YamlNode write(Object value, UnaryOperator<String> paths) {
    String text = value instanceof Enum<?> constant ? word(constant) : value.toString();
    return new YamlNode.ScalarNode(text, isTruth(), Origin.NONE);
  }

  @Override
  public ObjectNode schema(SchemaParts parts) {
    return isTruth() ? parts.type("boolean") : parts.oneOfWords(words.keySet());
  }
}
