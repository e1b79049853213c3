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
import java.util.stream.Collectors;
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
      String word = mapping.entries().keySet().iterator().next();
      Entry entry = mapping.entries().values().iterator().next();
      FieldsShape option = option(word, entry.origin(), place);
      MappingNode none = MappingNode.empty(entry.origin());
      return option == null
          ? null
          : option.bind(entry.value().isNull() ? none : entry.value(), place.key(word));
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

  private @Nullable FieldsShape option(String word, Origin origin, ConfigPath place) {
    FieldsShape option = options.get(word);
    if (option == null) {
      place.refuse(origin, SpellingSuggestions.noneOf(word, options.keySet()));
    }
    return option;
  }

  private @Nullable Object bindWord(YamlNode.ScalarNode scalar, ConfigPath place) {
    FieldsShape option = option(scalar.text(), scalar.origin(), place);
    if (option == null || option.complete()) {
      return option == null
          ? null
          : option.bind(MappingNode.empty(scalar.origin()), place.key(scalar.text()));
    }
    String keys =
        option.keys().stream()
            .filter(ConfigKey::required)
            .map(key -> key.name() + ": ...")
            .collect(Collectors.joining(", "));
    place.refuse(scalar.origin(), "needs settings: {" + scalar.text() + ": {" + keys + "}}");
    return null;
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
