package dev.blindspot.train.config;

import java.nio.file.Path;

/**
 * Where in the configuration a value stands while it is read.
 *
 * @param path the keys down to it, {@code training.optimiser.adamw}
 * @param folder of the configuration that is read; relative paths of other files are rewritten to
 *     start from it
 * @param problems what was wrong so far
 */
record Place(String path, Path folder, Problems problems) {
  Place key(String key) {
    return new Place(path.isEmpty() ? key : path + "." + key, folder, problems);
  }

  Place item(int index) {
    return new Place(path + "[" + index + "]", folder, problems);
  }

  /** Reports a mistake of a value here. */
  void refuse(Origin origin, String what) {
    problems.add(origin, path, what);
  }

  /** Reports that a node is not what is expected here. */
  void refuse(Node node, String rule) {
    refuse(node.origin(), rule + ", was " + node.described());
  }
}
