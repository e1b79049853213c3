package dev.blindspot.train.config.binding;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.blindspot.train.config.yaml.ConfigPath;
import dev.blindspot.train.config.yaml.Origin;
import dev.blindspot.train.config.yaml.SpellingSuggestions;
import dev.blindspot.train.config.yaml.YamlNode;
import dev.blindspot.train.config.yaml.YamlNode.Entry;
import dev.blindspot.train.config.yaml.YamlNode.MappingNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A mapping with known keys: a record.
 *
 * @param name of the shape in the schema
 * @param positional whether a list of the values in order is accepted as well: {@code area: [0.02,
 *     0.4]}
 */
public record FieldsShape(String name, List<ConfigKey> keys, RecordBinder maker, boolean positional)
    implements Shape {
  public List<String> names() {
    return keys.stream().map(ConfigKey::name).toList();
  }

  /** Whether the word for the record alone is enough, because nothing in it must be given. */
  boolean complete() {
    return keys.stream().noneMatch(ConfigKey::required);
  }

  @Override
  public @Nullable Object bind(YamlNode node, ConfigPath place) {
    if (positional
        && node instanceof YamlNode.SequenceNode
        && keys.get(0).shape() instanceof ListShape) {
      ConfigKey only = keys.get(0);
      return bindKeys(
          MappingNode.empty(node.origin()).with(only.name(), new Entry(node.origin(), node)),
          place);
    }
    if (positional && node instanceof YamlNode.SequenceNode sequence) {
      return bindList(sequence, place);
    }
    YamlNode given = node.isEmpty() ? MappingNode.empty(node.origin()) : node;
    if (!(given instanceof MappingNode mapping)) {
      place.refuse(node, "must be " + expected());
      return null;
    }
    refuseUnknownKeys(mapping, place);
    return bindKeys(mapping, place);
  }

  /**
   * A value that was refused is replaced by its default, so that the constructor checks the others.
   */
  private @Nullable Object bindKeys(MappingNode mapping, ConfigPath place) {
    int before = place.problems().count();
    boolean complete = true;
    List<@Nullable Object> values = new ArrayList<>();
    for (ConfigKey key : keys) {
      int soFar = place.problems().count();
      Object value = bindKey(key, mapping, place);
      boolean refused = place.problems().count() > soFar;
      values.add(
          refused && key.byDefault() != null ? key.shape().bind(key.byDefault(), place) : value);
      complete &= !refused || !key.required();
    }
    Object made = complete ? make(values, mapping, place) : null;
    return place.problems().count() == before ? made : null;
  }

  private String expected() {
    return "a mapping with the keys "
        + String.join(", ", names())
        + (positional ? ", or a list of these " + keys.size() + " numbers" : "");
  }

  private @Nullable Object bindList(YamlNode.SequenceNode sequence, ConfigPath place) {
    if (sequence.items().size() != keys.size()) {
      String numbers = String.join(", ", names());
      int given = sequence.items().size();
      place.refuse(
          sequence.origin(),
          "must be a list of " + keys.size() + " numbers [" + numbers + "], has " + given);
      return null;
    }
    int before = place.problems().count();
    List<@Nullable Object> values = new ArrayList<>();
    for (YamlNode item : sequence.items()) {
      int index = values.size();
      values.add(keys.get(index).shape().bind(item, place.item(index)));
    }
    return place.problems().count() == before ? make(values, sequence, place) : null;
  }

  private void refuseUnknownKeys(MappingNode mapping, ConfigPath place) {
    mapping
        .entries()
        .forEach(
            (key, entry) -> {
              if (!names().contains(key)) {
                place.key(key).refuse(entry.origin(), "is not a setting" + suggestion(key));
              }
            });
  }

  /** A key that belongs one level deeper is as frequent a slip as a misspelled one. */
  private String suggestion(String unknown) {
    return keys.stream()
        .filter(key -> key.shape() instanceof FieldsShape inner && inner.names().contains(unknown))
        .map(key -> "; did you mean '" + key.name() + "." + unknown + "'?")
        .findFirst()
        .orElseGet(() -> SpellingSuggestions.forWord(unknown, names()));
  }

  private @Nullable Object bindKey(ConfigKey key, MappingNode mapping, ConfigPath above) {
    Entry entry = mapping.entry(key.name());
    ConfigPath place = above.key(key.name());
    Origin origin = entry == null ? mapping.origin() : entry.origin();
    if (entry != null && entry.value().isEmpty() && key.nullable()) {
      String value = key.shape() instanceof FieldsShape ? "{} for the defaults" : "a value";
      place.refuse(origin, "is empty: write " + value + ", or null to leave it out");
      return null;
    }
    if (entry != null && !entry.value().isEmpty() && !entry.value().isNull()) {
      return key.shape().bind(entry.value(), place);
    }
    if (entry != null && entry.value().isNull() && key.nullable()) {
      return null; // also where there is a default: it is taken away
    }
    if (key.required()) {
      place.refuse(origin, "is required");
    }
    return key.byDefault() == null ? null : key.shape().bind(key.byDefault().at(origin), place);
  }

  /**
   * Constructors refuse one value at a time; to find all of them, a refused one is replaced by its
   * default and the constructor is asked again.
   */
  private @Nullable Object make(List<@Nullable Object> values, YamlNode node, ConfigPath place) {
    List<ConfigKey> refused = new ArrayList<>();
    while (true) {
      try {
        Object made = maker.make(values);
        return refused.isEmpty() ? made : null;
      } catch (IllegalArgumentException e) {
        ConfigKey key = refuse(String.valueOf(e.getMessage()), node, place);
        if (key == null || key.byDefault() == null || refused.contains(key)) {
          return null;
        }
        refused.add(key);
        values.set(keys.indexOf(key), key.shape().bind(key.byDefault(), place));
      }
    }
  }

  /** A constructor's message starts with the component that it is about: it is told at that key. */
  private @Nullable ConfigKey refuse(String message, YamlNode node, ConfigPath place) {
    for (ConfigKey key : keys) {
      if (node instanceof MappingNode mapping && message.startsWith(key.component() + " ")) {
        Entry entry = mapping.entry(key.name());
        String rule = message.substring(key.component().length() + 1);
        place
            .key(key.name())
            .refuse(
                entry == null ? mapping.origin() : entry.origin(),
                rule.startsWith("must ") ? rule : message);
        return key;
      }
    }
    place.refuse(node.origin(), message);
    return null;
  }

  @Override
  public YamlNode write(Object value, UnaryOperator<String> paths) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    List<@Nullable Object> values = maker.values(value);
    for (int i = 0; i < keys.size(); i++) {
      Object each = values.get(i);
      YamlNode node =
          each == null ? YamlNode.ScalarNode.plain("null") : keys.get(i).shape().write(each, paths);
      entries.put(keys.get(i).name(), new Entry(Origin.NONE, node));
    }
    return new MappingNode(entries, Origin.NONE);
  }

  @Override
  public ObjectNode schema(SchemaParts parts) {
    return parts.shared(
        name, () -> positional ? parts.anyOf(object(parts), list(parts)) : object(parts));
  }

  private ObjectNode object(SchemaParts parts) {
    ObjectNode schema = parts.type("object");
    ObjectNode properties = schema.putObject("properties");
    keys.forEach(key -> properties.set(key.name(), parts.property(key)));
    return schema.put("additionalProperties", false);
  }

  private ObjectNode list(SchemaParts parts) {
    if (keys.get(0).shape() instanceof ListShape only) {
      return only.schema(parts);
    }
    ObjectNode schema = parts.type("array");
    keys.forEach(key -> schema.withArray("prefixItems").add(key.shape().schema(parts)));
    return schema.put("minItems", keys.size()).put("maxItems", keys.size());
  }

  @Override
  public @Nullable Shape below(String key) {
    return keys.stream()
        .filter(k -> k.name().equals(key))
        .map(ConfigKey::shape)
        .findFirst()
        .orElse(null);
  }
}
