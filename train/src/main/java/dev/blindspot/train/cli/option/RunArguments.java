package dev.blindspot.train.cli.option;

import dev.blindspot.train.cli.console.Console;
import dev.blindspot.train.cli.request.Actions.Mode;
import dev.blindspot.train.cli.request.Actions.RunOptions;
import dev.blindspot.train.config.reader.LoadedConfig;
import dev.blindspot.train.run.folder.IfExists;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import picocli.CommandLine.ArgGroup;
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

  @ArgGroup private final ExistingArguments existing = new ExistingArguments();

  @Mixin private final SparkArguments spark = new SparkArguments();

  @Option(
      names = "--dry-run",
      description = "Checks the configuration and every image, prints the plan, trains nothing.")
  private boolean dryRun;

  @Option(
      names = "--print-config",
      description = "Prints the configuration with every default and ends.")
  private boolean printConfig;

  /** What happens to earlier results of the same name: of a run, or of an ablation. */
  public static final class ExistingArguments {
    @Option(names = "--force", description = "Deletes earlier results of the same name first.")
    private boolean force;

    @Option(
        names = "--resume",
        description = "Goes on with earlier results where they were stopped.")
    private boolean resume;

    public IfExists choice() {
      if (force) {
        return IfExists.REPLACE;
      }
      return resume ? IfExists.RESUME : IfExists.REFUSE;
    }
  }

  public void apply(BiConsumer<LoadedConfig, RunOptions> action, Console console) {
    LoadedConfig loaded = config.read();
    if (printConfig) {
      console.print(loaded.resolvedYaml().stripTrailing());
      return;
    }
    action.accept(
        loaded,
        new RunOptions(out, existing.choice(), dryRun ? Mode.DRY_RUN : Mode.DO, spark.address()));
  }
}
