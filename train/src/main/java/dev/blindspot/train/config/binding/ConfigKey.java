package dev.blindspot.train.config.binding;

import dev.blindspot.train.config.yaml.YamlNode;
import org.jspecify.annotations.Nullable;

/**
 * A key of a mapping.
 *
 * @param name as it is written in YAML
 * @param component the record component that holds it; messages of constructors start with it
 * @param about what the setting does; null where the record says it only in its documentation
 * @param byDefault what an absent key means; null when there is no default
 * @param nullable whether an absent key without default is a value of its own
 */
public record ConfigKey(
    String name,
    String component,
    @Nullable String about,
    Shape shape,
    @Nullable YamlNode byDefault,
    boolean nullable) {
  public boolean required() {
    return byDefault == null && !nullable;
  }
}
