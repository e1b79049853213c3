package dev.blindspot.train.config.binding;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.blindspot.augment.geometry.InvalidValueException;
import dev.blindspot.train.config.yaml.ConfigPath;
import dev.blindspot.train.config.yaml.Origin;
import dev.blindspot.train.config.yaml.SpellingSuggestions;
import dev.blindspot.train.config.yaml.YamlNode;
import dev.blindspot.train.config.yaml.YamlNode.Entry;
import dev.blindspot.train.config.yaml.YamlNode.MappingNode;
import dev.blindspot.train.config.yaml.YamlNode.SequenceNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A mapping with known keys: a record.
 *
 * @param name of the shape in the schema
 * @param positional whether a list of the values in order is accepted as well: {@code area: [0.02,
 *     0.4]}
 */
public record FieldsShape(
    String name, List<ConfigKey> keys, RecordBinder binder, boolean positional) implements Shape {
  public List<String> names() {
    return keys.stream().map(ConfigKey::name).toList();
  }

  /** Whether the word for the record alone is enough, because nothing in it must be given. */
  boolean complete() {
    return keys.stream().noneMatch(ConfigKey::required);
  }

  @Override
  public @Nullable Object bind(YamlNode node, ConfigPath place) {
    YamlNode given = node.isEmpty() ? MappingNode.empty(node.origin()) : node;
    if (positional && given instanceof SequenceNode list) {
      given = isOneList() ? mapping(List.of(list), list) : named(list, place);
    }
    if (given == null) {
      return null;
    }
    if (!(given instanceof MappingNode mapping)) {
      place.refuse(node, "must be " + expected());
      return null;
    }
    refuseUnknownKeys(mapping, place);
    return bindKeys(mapping, place);
  }

  /** Whether the only key is a list, which is then written without its key. */
  private boolean isOneList() {
    return keys.get(0).shape() instanceof ListShape;
  }

  private @Nullable YamlNode named(SequenceNode list, ConfigPath place) {
    if (list.items().size() == keys.size()) {
      return mapping(list.items(), list);
    }
    String numbers = String.join(", ", names());
    int given = list.items().size();
    place.refuse(
        list.origin(),
        "must be a list of " + keys.size() + " numbers [" + numbers + "], has " + given);
    return null;
  }

  private MappingNode mapping(List<? extends YamlNode> values, SequenceNode list) {
    MappingNode named = MappingNode.empty(list.origin());
    for (int i = 0; i < values.size(); i++) {
      named = named.with(keys.get(i).name(), new Entry(values.get(i).origin(), values.get(i)));
    }
    return named;
  }

  private String expected() {
    return "a mapping with the keys "
        + String.join(", ", names())
        + (positional ? ", or a list of these " + keys.size() + " numbers" : "");
  }

  /**
   * A constructor refuses one value at a time. To find all mistakes, what is refused, here or
   * there, is replaced by its default, as long as it has one.
   */
  private @Nullable Object bindKeys(MappingNode mapping, ConfigPath place) {
    int before = place.problems().count();
    List<@Nullable Object> values = new ArrayList<>();
    Set<ConfigKey> replaced = new HashSet<>();
    boolean goesOn = true;
    for (ConfigKey key : keys) {
      int soFar = place.problems().count();
      values.add(bindKey(key, mapping, place));
      if (place.problems().count() > soFar) {
        goesOn &= replace(key, values, replaced, place) || key.nullable();
      }
    }
    while (goesOn) {
      try {
        Object made = binder.maker().apply(values);
        return place.problems().count() == before ? made : null;
      } catch (InvalidValueException e) {
        ConfigKey key = holding(e.component());
        goesOn = key != null && replace(key, values, replaced, place);
        refuse(key, key == null ? e.getMessage() : e.rule(), mapping, place);
      } catch (IllegalArgumentException e) {
        refuse(null, e.getMessage(), mapping, place);
        return null;
      }
    }
    return null;
  }

  private static void refuse(
      @Nullable ConfigKey key, @Nullable String what, MappingNode mapping, ConfigPath place) {
    Entry entry = key == null ? null : mapping.entry(key.name());
    ConfigPath at = key == null ? place : place.key(key.name());
    at.refuse(entry == null ? mapping.origin() : entry.origin(), String.valueOf(what));
  }

  private @Nullable ConfigKey holding(String component) {
    return keys.stream().filter(key -> key.component().equals(component)).findFirst().orElse(null);
  }

  /**
   * Puts the default in the place of a value; false where there is none, or it is there already.
   */
  private boolean replace(
      ConfigKey key, List<@Nullable Object> values, Set<ConfigKey> replaced, ConfigPath place) {
    if (key.byDefault() == null || !replaced.add(key)) {
      return false;
    }
    values.set(keys.indexOf(key), key.shape().bind(key.byDefault(), place));
    return true;
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

  @Override
  public YamlNode write(Object value, UnaryOperator<String> paths) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    List<@Nullable Object> values = binder.taker().apply(value);
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
