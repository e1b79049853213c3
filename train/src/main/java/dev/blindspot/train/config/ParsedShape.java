package dev.blindspot.train.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Method;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A record that is written as one text and read by its own {@code static parse(String)}: {@code
 * 25%}.
 */
record ParsedShape(Method parse) implements Shape {
  @Override
  public @Nullable Object bind(Node node, Place place) {
    if (!(node instanceof Node.ScalarNode scalar) || node.isNull() || node.isEmpty()) {
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
  public Node write(Object value, UnaryOperator<String> paths) {
    return Node.ScalarNode.quoted(value.toString());
  }

  @Override
  public ObjectNode schema(SchemaParts parts) {
    return parts.type("string");
  }
}
