package dev.blindspot.train.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.UnaryOperator;

/** Any YAML, kept as it was written: what it means is decided elsewhere. */
record AnyShape() implements Shape {
  @Override
  public Object bind(Node node, Place place) {
    return new YamlValue(node);
  }

  @Override
  public Node write(Object value, UnaryOperator<String> paths) {
    return ((YamlValue) value).node();
  }

  @Override
  public ObjectNode schema(SchemaParts parts) {
    return parts.empty();
  }
}
