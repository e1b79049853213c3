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
import java.util.function.Supplier;

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
    Path folder = Objects.requireNonNull(file.toAbsolutePath().normalize().getParent(), "folder");
    return loaded(layers, layers.file(file), sets, folder, problems);
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
    return loaded(layers, MappingNode.empty(Origin.NONE), sets, folder, problems);
  }

  private static LoadedConfig loaded(
      ConfigLayers layers, YamlNode file, List<String> sets, Path folder, Problems problems) {
    YamlNode tree = file;
    for (String assignment : sets) {
      tree = layers.set(tree, assignment);
    }
    YamlNode complete = ConfigLayers.inherit(tree);
    ConfigPath root = new ConfigPath("", folder, problems);
    RunConfig config = checked(() -> (RunConfig) ConfigModel.RUN.bind(complete, root), problems);
    return new LoadedConfig(config, folder, ConfigWriter.toYaml(config, folder));
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
    ConfigLayers layers = new ConfigLayers(shape, problems);
    YamlNode tree = MappingNode.empty(Origin.NONE);
    for (String assignment : sets) {
      tree = layers.set(tree, assignment);
    }
    YamlNode given = tree;
    ConfigPath root = new ConfigPath("", folder, problems);
    return checked(() -> type.cast(shape.bind(given, root)), problems);
  }

  private static <T> T checked(Supplier<T> bound, Problems problems) {
    T value = bound.get();
    problems.throwIfAny();
    return Objects.requireNonNull(value, "a value without a problem");
  }
}
