package dev.blindspot.train.config.binding;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.blindspot.train.config.yaml.ConfigPath;
import dev.blindspot.train.config.yaml.Origin;
import dev.blindspot.train.config.yaml.YamlNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Names that the user chooses, in order, each with a value of one shape. A name set to null is left
 * out, unless its value may be anything.
 */
public record MapShape(Shape value) implements Shape {
  @Override
  public @Nullable Object bind(YamlNode node, ConfigPath place) {
    if (!(node instanceof YamlNode.MappingNode mapping)) {
      place.refuse(node, "must be a mapping of names");
      return null;
    }
    int before = place.problems().count();
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    mapping
        .entries()
        .forEach(
            (name, entry) -> {
              if (!entry.value().isNull() || value instanceof AnyShape) {
                values.put(name, value.bind(entry.value(), place.key(name)));
              }
            });
    return place.problems().count() == before ? Collections.unmodifiableMap(values) : null;
  }

  @Override
  public YamlNode write(Object map, UnaryOperator<String> paths) {
    Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
    ((Map<?, ?>) map)
        .forEach(
            (name, each) ->
                entries.put(
                    (String) name, new YamlNode.Entry(Origin.NONE, value.write(each, paths))));
    return new YamlNode.MappingNode(entries, Origin.NONE);
  }

  @Override
  public ObjectNode schema(SchemaParts parts) {
    ObjectNode schema = parts.type("object");
    schema.set("additionalProperties", parts.orNull(value.schema(parts)));
    return schema;
  }

  @Override
  public Shape below(String key) {
    return value;
  }
}
