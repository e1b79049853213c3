package dev.blindspot.train.config.reader;

import dev.blindspot.train.config.binding.Shape;
import dev.blindspot.train.config.yaml.YamlNode;
import dev.blindspot.train.config.yaml.YamlNode.Entry;
import dev.blindspot.train.config.yaml.YamlNode.MappingNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lays one tree over another: mappings are merged key by key, everything else is replaced. An empty
 * value leaves what is below; {@code null} replaces it, and so removes it. Options of a choice
 * ({@code adamw} over {@code sgd}) replace each other.
 */
final class TreeMerge {
  private TreeMerge() {}

  static YamlNode merge(@Nullable Shape shape, YamlNode base, YamlNode over) {
    if (over.isEmpty()) {
      return base;
    }
    if (!(base instanceof MappingNode below)
        || !(over instanceof MappingNode above)
        || (shape != null && !shape.merges(below, above))) {
      return over;
    }
    Map<String, Entry> merged = new LinkedHashMap<>(below.entries());
    above
        .entries()
        .forEach((key, entry) -> merged.merge(key, entry, (b, o) -> entry(shape, key, b, o)));
    return new MappingNode(merged, above.origin());
  }

  private static Entry entry(@Nullable Shape shape, String key, Entry base, Entry over) {
    Shape below = shape == null ? null : shape.below(key);
    return over.value().isEmpty()
        ? base
        : new Entry(over.origin(), merge(below, base.value(), over.value()));
  }
}
