package dev.blindspot.train.config.binding;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.blindspot.train.config.reader.ConfigModel;
import dev.blindspot.train.config.yaml.ConfigPath;
import dev.blindspot.train.config.yaml.YamlNode;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a value of the configuration looks like. The reader, the writer and the schema for editors
 * are three methods of one shape, so that a rule exists once. {@link ConfigModel} derives the
 * shapes from the records.
 */
public sealed interface Shape
    permits AnyShape,
        TextShape,
        NumberShape,
        WordShape,
        ParsedShape,
        ListShape,
        MapShape,
        FieldsShape,
        ChoiceShape {

  /** Turns YAML into the value; null after reporting what is wrong. */
  @Nullable Object bind(YamlNode node, ConfigPath place);

  /**
   * Turns a value into YAML that {@link #bind} reads back to an equal value.
   *
   * @param paths applied to every text that is a path
   */
  YamlNode write(Object value, UnaryOperator<String> paths);

  /** JSON Schema of what {@link #bind} accepts. */
  ObjectNode schema(SchemaParts parts);

  /** The shape below a key of a mapping; null when the key is unknown or there are no keys. */
  default @Nullable Shape below(String key) {
    return null;
  }

  /**
   * Whether the keys of two mappings may be merged; otherwise the upper one replaces the lower one.
   */
  default boolean merges(YamlNode.MappingNode base, YamlNode.MappingNode over) {
    return true;
  }
}
