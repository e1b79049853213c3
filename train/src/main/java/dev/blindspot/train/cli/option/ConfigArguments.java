package dev.blindspot.train.cli.option;

import dev.blindspot.train.config.reader.ConfigReader;
import dev.blindspot.train.config.reader.LoadedConfig;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The configuration that a command works on. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class ConfigArguments {
  @Parameters(
      paramLabel = "CONFIG",
      description = "The configuration: a YAML file, or the name of one that comes with Blindspot.")
  private Path file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "Overrides one setting, for instance --set training.epochs=3; the value is YAML, null takes a setting"
              + " away. Repeatable.")
  private List<String> sets = List.of();

  public LoadedConfig read() {
    return ConfigReader.read(ShippedConfig.of(file), sets);
  }

  /** The run in the folder that was named, with an arm that hides its suspects. */
  CuredRun readCured() {
    return CuredRun.of(file, sets);
  }
}
