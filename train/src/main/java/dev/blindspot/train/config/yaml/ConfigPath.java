package dev.blindspot.train.config.yaml;

import java.nio.file.Path;

/**
 * Where in the configuration a value stands while it is read.
 *
 * @param path the keys down to it, {@code training.optimiser.adamw}
 * @param folder of the configuration that is read; relative paths of other files are rewritten to
 *     start from it
 * @param problems what was wrong so far
 */
public record ConfigPath(String path, Path folder, Problems problems) {
  public ConfigPath key(String key) {
    return new ConfigPath(path.isEmpty() ? key : path + "." + key, folder, problems);
  }

  public ConfigPath item(int index) {
    return new ConfigPath(path + "[" + index + "]", folder, problems);
  }

  /** Reports a mistake of a value here. */
  public void refuse(Origin origin, String what) {
    problems.add(origin, path, what);
  }

  /** Reports that a node is not what is expected here. */
  public void refuse(YamlNode node, String rule) {
    refuse(node.origin(), rule + ", was " + node.described());
  }
}
