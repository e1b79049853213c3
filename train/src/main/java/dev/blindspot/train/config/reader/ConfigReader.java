package dev.blindspot.train.config.reader;

import dev.blindspot.train.config.RunConfig;
import dev.blindspot.train.config.binding.FieldsShape;
import dev.blindspot.train.config.yaml.ConfigPath;
import dev.blindspot.train.config.yaml.Origin;
import dev.blindspot.train.config.yaml.Problems;
import dev.blindspot.train.config.yaml.YamlNode;
import dev.blindspot.train.config.yaml.YamlNode.MappingNode;
import dev.blindspot.train.error.UserError;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads a run's YAML file into records. Everything that is wrong is told at once, in one {@link
 * UserError}; each line of its message is {@code file:line: key.path: what (rule and value)}.
 */
public final class ConfigReader {
  private ConfigReader() {}

  /**
   * Reads a file, the files that it {@code extends}, and lays {@code sets} over them.
   *
   * @param file YAML, UTF-8
   * @param sets {@code key.path=value}, the value in YAML; the last one wins
   * @throws UserError with every mistake, or when a file cannot be read
   */
  public static LoadedConfig read(Path file, List<String> sets) {
    Problems problems = new Problems();
    ConfigLayers layers = new ConfigLayers(ConfigModel.RUN, problems);
    return run(layers.with(layers.file(file), sets), folderOf(file), problems);
  }

  static Path folderOf(Path file) {
    return Objects.requireNonNull(file.toAbsolutePath().normalize().getParent(), "folder");
  }

  /**
   * A run's configuration from {@code key=value} texts alone, for commands that have no file.
   *
   * @param sets as in {@link #read}
   * @param folder that relative paths start from, absolute
   */
  public static LoadedConfig of(List<String> sets, Path folder) {
    Problems problems = new Problems();
    ConfigLayers layers = new ConfigLayers(ConfigModel.RUN, problems);
    return run(layers.with(MappingNode.empty(Origin.NONE), sets), folder, problems);
  }

  /** A run's configuration from a tree in which arms do not inherit yet. */
  static LoadedConfig run(YamlNode tree, Path folder, Problems problems) {
    RunConfig config = problems.checked(bound(tree, folder, problems));
    return new LoadedConfig(config, folder, ConfigWriter.toYaml(config, folder));
  }

  /** The same, null after a mistake. */
  static @Nullable RunConfig bound(YamlNode tree, Path folder, Problems problems) {
    ConfigPath root = new ConfigPath("", folder, problems);
    return (RunConfig) ConfigModel.RUN.bind(ConfigLayers.inherit(tree), root);
  }

  /**
   * One part of a configuration from its defaults and {@code key=value} texts, for commands that
   * have no file.
   *
   * @param type a record of this package, {@code ExplanationConfig.class} for instance
   * @param sets as in {@link #read}, relative to the record
   * @param folder that relative paths start from
   */
  public static <T extends Record> T part(Class<T> type, List<String> sets, Path folder) {
    Problems problems = new Problems();
    FieldsShape shape = ConfigModel.fields(type);
    YamlNode tree = new ConfigLayers(shape, problems).with(MappingNode.empty(Origin.NONE), sets);
    return problems.checked(type.cast(shape.bind(tree, new ConfigPath("", folder, problems))));
  }

  /**
   * One part of a configuration from a file of its own.
   *
   * @param type a record of this package
   * @throws UserError with every mistake, or when the file cannot be read
   */
  public static <T extends Record> T part(Class<T> type, Path file) {
    Problems problems = new Problems();
    FieldsShape shape = ConfigModel.fields(type);
    YamlNode tree = new ConfigLayers(shape, problems).file(file);
    return problems.checked(
        type.cast(shape.bind(tree, new ConfigPath("", folderOf(file), problems))));
  }
}
