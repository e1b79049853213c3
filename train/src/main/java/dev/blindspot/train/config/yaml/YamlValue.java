package dev.blindspot.train.config.yaml;

import dev.blindspot.train.config.yaml.YamlNode.MappingNode;
import dev.blindspot.train.config.yaml.YamlNode.ScalarNode;
import dev.blindspot.train.config.yaml.YamlNode.SequenceNode;
import java.util.stream.Collectors;

/** A value of any form, kept as it was written: {@code 0.5}, {@code null}, {@code {min: 1}}. */
public final class YamlValue {
  private final YamlNode node;

  public YamlValue(YamlNode node) {
    this.node = node;
  }

  public YamlNode node() {
    return node;
  }

  /** The value on one line of YAML; reading it gives the same value. */
  public String text() {
    return text(node);
  }

  public static String text(YamlNode node) {
    if (node instanceof MappingNode mapping) {
      return mapping.entries().entrySet().stream()
          .map(e -> e.getKey() + ": " + text(e.getValue().value()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    if (node instanceof SequenceNode list) {
      return list.items().stream().map(YamlValue::text).collect(Collectors.joining(", ", "[", "]"));
    }
    ScalarNode scalar = (ScalarNode) node;
    boolean safe = scalar.plain() && !scalar.text().isEmpty();
    return safe ? scalar.text() : "'" + scalar.text().replace("'", "''") + "'";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof YamlValue value && value.text().equals(text());
  }

  @Override
  public int hashCode() {
    return text().hashCode();
  }

  @Override
  public String toString() {
    return text();
  }
}
