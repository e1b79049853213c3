package dev.blindspot.train.cli.command;

import dev.blindspot.train.cli.console.Console;
import dev.blindspot.train.cli.option.Inputs;
import dev.blindspot.train.cli.option.ShippedConfig;
import dev.blindspot.train.cli.option.WorkArguments;
import dev.blindspot.train.cli.request.Actions;
import dev.blindspot.train.config.reader.AblationReader;
import dev.blindspot.train.config.reader.LoadedAblation;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code blindspot ablate CONFIG} and {@code blindspot ablate status DIR}. */
@Command(
    name = AblateCommand.NAME,
    mixinStandardHelpOptions = true,
    description =
        "Tries many settings of a run and reports which of them are worth having. May be stopped at any time and"
            + " resumed; started twice, both work on the same ablation.",
    footer = {
      "",
      "Examples:",
      "  blindspot ablate configs/ablation-quick.yaml",
      "  blindspot ablate configs/ablation-quick.yaml --dry-run",
      "  blindspot ablate configs/ablation-quick.yaml --resume",
      "  blindspot ablate configs/ablation-quick.yaml --spark spark://HOST:7077",
      "  blindspot ablate status ablations/ablation-quick"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class AblateCommand implements Runnable {
  /** How it is called. */
  public static final String NAME = "ablate";

  @Parameters(paramLabel = "CONFIG", arity = "0..1", description = "The ablation, a YAML file.")
  private @Nullable Path file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "Overrides one setting of the ablation, for instance --set parallel=2. Repeatable.")
  private List<String> sets = List.of();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "ablations",
      description = "Folder of all ablations; results go to DIR/NAME (default: ${DEFAULT-VALUE}).")
  private Path out;

  @Mixin private WorkArguments work;

  @Spec private CommandSpec spec;

  private final Actions actions;
  private final Console console;

  public AblateCommand(Actions actions, Console console) {
    this.actions = actions;
    this.console = console;
  }

  @Override
  public void run() {
    if (file == null) {
      throw new ParameterException(spec.commandLine(), "Missing required parameter: 'CONFIG'");
    }
    LoadedAblation loaded = AblationReader.read(ShippedConfig.of(file), sets);
    if (work.printsConfig()) {
      console.print(loaded.resolvedYaml().stripTrailing());
      return;
    }
    actions.ablate(loaded, work.options(out));
  }

  /** {@code blindspot ablate status DIR}. */
  @Command(
      name = "status",
      mixinStandardHelpOptions = true,
      description = "Tells how far an ablation is, also while it runs in another terminal.",
      footer = {"", "Example:", "  blindspot ablate status ablations/ablation-quick"})
  public static final class Status implements Runnable {
    @Parameters(paramLabel = "DIR", description = "The folder of the ablation.")
    private Path folder;

    private final Actions actions;

    public Status(Actions actions) {
      this.actions = actions;
    }

    @Override
    public void run() {
      actions.ablationStatus(Inputs.folder("DIR", folder));
    }
  }
}
