package dev.blindspot.train.config.binding;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.blindspot.train.config.yaml.ConfigPath;
import dev.blindspot.train.config.yaml.YamlNode;
import java.lang.reflect.Method;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A record that is written as one text and read by its own {@code static parse(String)}: {@code
 * 25%}.
 */
public record ParsedShape(Method parse) implements Shape {
  @Override
  public @Nullable Object bind(YamlNode node, ConfigPath place) {
    if (!(node instanceof YamlNode.ScalarNode scalar) || node.isNull() || node.isEmpty()) {
      place.refuse(node, "must be text");
      return null;
    }
    try {
      return Reflection.invoke(parse, null, scalar.text());
    } catch (IllegalArgumentException e) {
      place.refuse(node.origin(), String.valueOf(e.getMessage()));
      return null;
    }
  }

  @Override
  public YamlNode write(Object value, UnaryOperator<String> paths) {
    return YamlNode.ScalarNode.quoted(value.toString());
  }

  @Override
  public ObjectNode schema(SchemaParts parts) {
    return parts.type("string");
  }
}
