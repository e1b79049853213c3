package dev.blindspot.train.cli.option;

import dev.blindspot.train.cli.console.Console;
import dev.blindspot.train.cli.request.Actions.RunOptions;
import dev.blindspot.train.config.reader.LoadedConfig;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The arguments of {@code run} and {@code train}. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class RunArguments {
  @Mixin private ConfigArguments config;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "runs",
      description = "Folder of all runs; results go to DIR/NAME (default: ${DEFAULT-VALUE}).")
  private Path out;

  @Mixin private WorkArguments work;

  public void apply(BiConsumer<LoadedConfig, RunOptions> action, Console console) {
    LoadedConfig loaded = config.read();
    if (work.printsConfig()) {
      console.print(loaded.resolvedYaml().stripTrailing());
      return;
    }
    action.accept(loaded, work.options(out));
  }
}
