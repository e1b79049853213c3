package dev.blindspot.train.cli.option;

import dev.blindspot.train.cli.request.Actions.Mode;
import dev.blindspot.train.cli.request.Actions.RunOptions;
import dev.blindspot.train.run.folder.IfExists;
import java.nio.file.Path;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How long work is carried out: that of a run, and that of an ablation. */
public final class WorkArguments {
  @ArgGroup private final ExistingArguments existing = new ExistingArguments();

  @Mixin private final SparkArguments spark = new SparkArguments();

  @Option(
      names = "--dry-run",
      description = "Checks the configuration, prints what would be done, trains nothing.")
  private boolean dryRun;

  @Option(
      names = "--print-config",
      description = "Prints the configuration with every default and ends.")
  private boolean printConfig;

  /** What happens to earlier results of the same name. */
  static final class ExistingArguments {
    @Option(names = "--force", description = "Deletes earlier results of the same name first.")
    private boolean force;

    @Option(
        names = "--resume",
        description = "Goes on with earlier results where they were stopped.")
    private boolean resume;

    private IfExists choice() {
      if (force) {
        return IfExists.REPLACE;
      }
      return resume ? IfExists.RESUME : IfExists.REFUSE;
    }
  }

  /** Whether the configuration is only printed. */
  public boolean printsConfig() {
    return printConfig;
  }

  /**
   * What was asked for.
   *
   * @param out the folder of all runs or ablations
   */
  public RunOptions options(Path out) {
    return new RunOptions(out, existing.choice(), dryRun ? Mode.DRY_RUN : Mode.DO, spark.address());
  }
}
