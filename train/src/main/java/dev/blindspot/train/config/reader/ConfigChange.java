package dev.blindspot.train.config.reader;

import dev.blindspot.train.config.yaml.Origin;
import dev.blindspot.train.config.yaml.Problems;
import dev.blindspot.train.config.yaml.YamlNode;
import dev.blindspot.train.config.yaml.YamlNode.Entry;
import dev.blindspot.train.config.yaml.YamlNode.MappingNode;
import dev.blindspot.train.config.yaml.YamlTree;
import dev.blindspot.train.config.yaml.YamlValue;
import dev.blindspot.train.error.UserError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A setting that two configurations do not agree in.
 *
 * @param key from the outermost to the innermost, joined by dots
 * @param before its value on one line of YAML; "absent" where there was none
 * @param now the same for the later one
 */
public record ConfigChange(String key, String before, String now) {
  private static final String ABSENT = "absent";

  /**
   * What two texts of YAML differ in, in the order of the first.
   *
   * @throws UserError if one of them is no YAML
   */
  static List<ConfigChange> between(String before, String now) {
    Map<String, String> old = leaves(before);
    Map<String, String> young = leaves(now);
    Set<String> keys = new LinkedHashSet<>(old.keySet());
    keys.addAll(young.keySet());
    List<ConfigChange> changes = new ArrayList<>();
    for (String key : keys) {
      ConfigChange change =
          new ConfigChange(key, old.getOrDefault(key, ABSENT), young.getOrDefault(key, ABSENT));
      if (!change.before().equals(change.now())) {
        changes.add(change);
      }
    }
    return changes;
  }

  private static Map<String, String> leaves(String yaml) {
    Problems problems = new Problems();
    YamlNode tree = YamlTree.parse(yaml, Origin.NONE, problems);
    problems.throwIfAny();
    Map<String, String> leaves = new LinkedHashMap<>();
    collect("", tree, leaves);
    return leaves;
  }

  private static void collect(String path, YamlNode node, Map<String, String> leaves) {
    if (node instanceof MappingNode mapping && !mapping.entries().isEmpty()) {
      for (Map.Entry<String, Entry> each : mapping.entries().entrySet()) {
        String key = path.isEmpty() ? each.getKey() : path + "." + each.getKey();
        collect(key, each.getValue().value(), leaves);
      }
    } else {
      leaves.put(path, YamlValue.text(node));
    }
  }

  /** In words. */
  public String text() {
    return "%s was %s and is %s now".formatted(key, before, now);
  }
}
