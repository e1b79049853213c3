package dev.blindspot.train.config.binding;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.blindspot.train.config.yaml.ConfigPath;
import dev.blindspot.train.config.yaml.YamlNode;
import dev.blindspot.train.config.yaml.YamlValue;
import java.util.function.UnaryOperator;

/** Any YAML, kept as it was written: what it means is decided elsewhere. */
public record AnyShape() implements Shape {
  @Override
  public Object bind(YamlNode node, ConfigPath place) {
    return new YamlValue(node);
  }

  @Override
  public YamlNode write(Object value, UnaryOperator<String> paths) {
    return ((YamlValue) value).node();
  }

  @Override
  public ObjectNode schema(SchemaParts parts) {
    return parts.empty();
  }
}
