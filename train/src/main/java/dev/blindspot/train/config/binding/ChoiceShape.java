package dev.blindspot.train.config.binding;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.blindspot.train.config.yaml.ConfigPath;
import dev.blindspot.train.config.yaml.Origin;
import dev.blindspot.train.config.yaml.SpellingSuggestions;
import dev.blindspot.train.config.yaml.YamlNode;
import dev.blindspot.train.config.yaml.YamlNode.Entry;
import dev.blindspot.train.config.yaml.YamlNode.MappingNode;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One of several records, named by its only key: {@code {csv: {...}}}; the word alone when it needs
 * no settings: {@code random}.
 */
public record ChoiceShape(
    String name, Map<String, FieldsShape> options, Map<Class<?>, String> words) implements Shape {

  @Override
  public @Nullable Object bind(YamlNode node, ConfigPath place) {
    if (node instanceof MappingNode mapping && mapping.entries().size() == 1) {
      Map.Entry<String, Entry> only = mapping.entries().entrySet().iterator().next();
      return bindOption(only.getKey(), only.getValue(), place);
    }
    if (node instanceof MappingNode mapping) {
      Collection<String> keys = mapping.entries().keySet();
      String has = keys.isEmpty() ? "none" : String.join(", ", keys);
      place.refuse(node.origin(), "must have exactly one of the keys " + all() + ", has " + has);
      return null;
    }
    if (node instanceof YamlNode.ScalarNode scalar && !node.isEmpty() && !node.isNull()) {
      return bindWord(scalar, place);
    }
    place.refuse(node, "must be one of " + all());
    return null;
  }

  private @Nullable Object bindOption(String key, Entry entry, ConfigPath place) {
    FieldsShape option = options.get(key);
    if (option == null) {
      place.refuse(entry.origin(), unknown(key));
      return null;
    }
    YamlNode settings = entry.value().isNull() ? MappingNode.empty(entry.origin()) : entry.value();
    return option.bind(settings, place.key(key));
  }

  private @Nullable Object bindWord(YamlNode.ScalarNode scalar, ConfigPath place) {
    FieldsShape option = options.get(scalar.text());
    if (option == null) {
      place.refuse(scalar.origin(), unknown(scalar.text()));
      return null;
    }
    if (!option.complete()) {
      String keys =
          String.join(
              ": ..., ",
              option.keys().stream().filter(ConfigKey::required).map(ConfigKey::name).toList());
      place.refuse(scalar.origin(), "needs settings: {" + scalar.text() + ": {" + keys + ": ...}}");
      return null;
    }
    return option.bind(MappingNode.empty(scalar.origin()), place.key(scalar.text()));
  }

  private String unknown(String word) {
    String meant =
        SpellingSuggestions.closest(word, options.keySet())
            .map(w -> "; did you mean '" + w + "'?")
            .orElse("");
    return "must be one of " + all() + ", was '" + word + "'" + meant;
  }

  private String all() {
    return String.join(", ", options.keySet());
  }

  @Override
  public YamlNode write(Object value, UnaryOperator<String> paths) {
    String word = words.get(value.getClass());
    FieldsShape option = word == null ? null : options.get(word);
    if (word == null || option == null) {
      throw new IllegalArgumentException(value + " is none of " + all());
    }
    return option.keys().isEmpty()
        ? YamlNode.ScalarNode.quoted(word)
        : new MappingNode(
            Map.of(word, new Entry(Origin.NONE, option.write(value, paths))), Origin.NONE);
  }

  @Override
  public ObjectNode schema(SchemaParts parts) {
    return parts.shared(name, () -> options(parts));
  }

  private ObjectNode options(SchemaParts parts) {
    ObjectNode schema = parts.empty();
    ArrayNode oneOf = schema.putArray("oneOf");
    Map<String, FieldsShape> alone = new LinkedHashMap<>(options);
    alone.values().removeIf(option -> !option.complete());
    if (!alone.isEmpty()) {
      oneOf.add(parts.oneOfWords(alone.keySet()));
    }
    options.forEach((word, option) -> oneOf.add(parts.only(word, option)));
    return schema;
  }

  @Override
  public @Nullable Shape below(String key) {
    return options.get(key);
  }

  @Override
  public boolean merges(MappingNode base, MappingNode over) {
    return base.entries().keySet().equals(over.entries().keySet());
  }
}
