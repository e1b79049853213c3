package dev.blindspot.train.cli.option;

import dev.blindspot.train.cli.console.Console;
import dev.blindspot.train.cli.request.Actions.RunOptions;
import dev.blindspot.train.config.reader.LoadedConfig;
import dev.blindspot.train.error.UserError;
import dev.blindspot.train.run.folder.IfExists;
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
    apply(config.read(), work.options(out), action, console);
  }

  /**
   * The same for a finished run that is given an arm without the suspects of its first one; what
   * was asked for beside that holds too.
   */
  public void applyCured(BiConsumer<LoadedConfig, RunOptions> action, Console console) {
    CuredRun cured = config.readCured();
    RunOptions options = work.options(cured.out());
    if (options.existing() == IfExists.REPLACE) {
      throw new UserError("--cure goes on with a finished run, and --force deletes it: choose one");
    }
    apply(
        cured.config(),
        new RunOptions(options.out(), IfExists.EXTEND, options.mode(), options.cluster()),
        action,
        console);
  }

  private void apply(
      LoadedConfig loaded,
      RunOptions options,
      BiConsumer<LoadedConfig, RunOptions> action,
      Console console) {
    if (work.printsConfig()) {
      console.print(loaded.resolvedYaml().stripTrailing());
      return;
    }
    action.accept(loaded, options);
  }
}
