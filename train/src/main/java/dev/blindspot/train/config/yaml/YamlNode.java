package dev.blindspot.train.config.yaml;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * YAML before it has a meaning: mappings, sequences and scalars that know where they were written.
 */
public sealed interface YamlNode {
  /** Where the node was written. */
  Origin origin();

  /** The same value, written elsewhere. */
  YamlNode at(Origin origin);

  /** What the node is, for messages: "was 'abc'". */
  String described();

  /** Nothing was written: {@code key:} with no value. Merging leaves what is below. */
  default boolean isEmpty() {
    return false;
  }

  /** An explicit {@code null} or {@code ~}. Merging replaces what is below. */
  default boolean isNull() {
    return false;
  }

  /** A key of a mapping. */
  record Entry(Origin origin, YamlNode value) {}

  /** Keys in the order of the file. */
  record MappingNode(Map<String, Entry> entries, Origin origin) implements YamlNode {
    public MappingNode {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    public static MappingNode empty(Origin origin) {
      return new MappingNode(Map.of(), origin);
    }

    /** The entry of a key; null when the key is absent. */
    public @Nullable Entry entry(String key) {
      return entries.get(key);
    }

    /** The value of a key; null when the key is absent. */
    public @Nullable YamlNode value(String key) {
      Entry entry = entries.get(key);
      return entry == null ? null : entry.value();
    }

    /** This mapping with one key replaced or added. */
    public MappingNode with(String key, Entry entry) {
      Map<String, Entry> changed = new LinkedHashMap<>(entries);
      changed.put(key, entry);
      return new MappingNode(changed, origin);
    }

    /** This mapping without a key. */
    public MappingNode without(String key) {
      Map<String, Entry> changed = new LinkedHashMap<>(entries);
      changed.remove(key);
      return new MappingNode(changed, origin);
    }

    @Override
    public YamlNode at(Origin elsewhere) {
      return new MappingNode(entries, elsewhere);
    }

    @Override
    public String described() {
      return "a mapping";
    }
  }

  /** A list. */
  record SequenceNode(List<YamlNode> items, Origin origin) implements YamlNode {
    public SequenceNode {
      items = List.copyOf(items);
    }

    @Override
    public YamlNode at(Origin elsewhere) {
      return new SequenceNode(items, elsewhere);
    }

    @Override
    public String described() {
      return "a list";
    }
  }

  /**
   * A single value. What it means (number, word, null) follows YAML 1.2: {@code no}, {@code off}
   * and {@code 010} have no second meaning.
   *
   * @param plain written without quotes; quoted text is never null, a number or a truth value
   */
  record ScalarNode(String text, boolean plain, Origin origin) implements YamlNode {
    public static ScalarNode plain(String text) {
      return new ScalarNode(text, true, Origin.NONE);
    }

    public static ScalarNode quoted(String text) {
      return new ScalarNode(text, false, Origin.NONE);
    }

    @Override
    public YamlNode at(Origin elsewhere) {
      return new ScalarNode(text, plain, elsewhere);
    }

    @Override
    public boolean isEmpty() {
      return plain && text.isEmpty();
    }

    @Override
    public boolean isNull() {
      return plain && List.of("~", "null", "Null", "NULL").contains(text);
    }

    @Override
    public String described() {
      if (isEmpty()) {
        return "empty";
      }
      return isNull() ? "null" : "'" + text + "'";
    }
  }
}
