package dev.blindspot.train.config;

import dev.blindspot.train.config.Node.MappingNode;
import dev.blindspot.train.config.Node.ScalarNode;
import dev.blindspot.train.config.Node.SequenceNode;
import java.util.stream.Collectors;

/** A value of any form, kept as it was written: {@code 0.5}, {@code null}, {@code {min: 1}}. */
public final class YamlValue {
  private final Node node;

  YamlValue(Node node) {
    this.node = node;
  }

  Node node() {
    return node;
  }

  /** The value on one line of YAML; reading it gives the same value. */
  public String text() {
    return text(node);
  }

  static String text(Node node) {
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
