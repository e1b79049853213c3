package dev.blindspot.train.cli;

import dev.blindspot.train.cli.Actions.EvaluateOptions;
import dev.blindspot.train.run.Existing;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code blindspot evaluate CONFIG --model M.zip}. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = "Measures saved models on the test pictures of a configuration.",
    footer = {
      "",
      "Example:",
      "  blindspot evaluate configs/emergency-cpu.yaml --model a.zip --model b.zip --out evaluation"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class EvaluateCommand implements Runnable {
  @Mixin private ConfigArguments config;

  @Option(
      names = "--model",
      paramLabel = "ZIP",
      required = true,
      description = "A saved model; repeatable, the first one is the reference.")
  private List<Path> models;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "evaluation",
      description = "Folder for the results (default: ${DEFAULT-VALUE}).")
  private Path out;

  @Option(names = "--force", description = "Overwrites results that are there already.")
  private boolean force;

  private final Actions actions;

  EvaluateCommand(Actions actions) {
    this.actions = actions;
  }

  @Override
  public void run() {
    Existing existing = force ? Existing.REPLACE : Existing.REFUSE;
    actions.evaluate(
        config.read(), new EvaluateOptions(Inputs.files("--model", models), out, existing));
  }
}
