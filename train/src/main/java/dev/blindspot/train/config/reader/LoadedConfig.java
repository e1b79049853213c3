package dev.blindspot.train.config.reader;

import dev.blindspot.train.config.RunConfig;
import java.nio.file.Path;

/**
 * A configuration that was read and checked.
 *
 * @param config every value, defaults and inherited settings included
 * @param folder absolute; relative paths in {@code config} start from it
 * @param resolvedYaml the configuration as YAML with every value and absolute paths; reading it
 *     gives the same run, wherever the text is stored
 */
public record LoadedConfig(RunConfig config, Path folder, String resolvedYaml) {
  /** The same place with another configuration. */
  public LoadedConfig with(RunConfig other) {
    return new LoadedConfig(other, folder, ConfigWriter.toYaml(other, folder));
  }
}
