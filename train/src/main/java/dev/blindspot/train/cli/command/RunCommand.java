package dev.blindspot.train.cli.command;

import dev.blindspot.train.cli.console.Console;
import dev.blindspot.train.cli.option.RunArguments;
import dev.blindspot.train.cli.request.Actions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code blindspot run CONFIG}. */
@Command(
    name = RunCommand.NAME,
    mixinStandardHelpOptions = true,
    description =
        "Trains every arm of a configuration, measures and explains them, and writes a report.",
    footer = {
      "",
      "Examples:",
      "  blindspot run configs/quickstart.yaml",
      "  blindspot run configs/emergency-cpu.yaml --dry-run",
      "  blindspot run configs/emergency-cpu.yaml --resume",
      "  blindspot run configs/quickstart.yaml --set name=short --set training.epochs=2"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class RunCommand implements Runnable {
  /** How it is called. */
  public static final String NAME = "run";

  @Mixin private RunArguments arguments;
  private final Actions actions;
  private final Console console;

  public RunCommand(Actions actions, Console console) {
    this.actions = actions;
    this.console = console;
  }

  @Override
  public void run() {
    arguments.apply(actions::run, console);
  }
}
