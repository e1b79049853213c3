package dev.blindspot.train.cli.command;

import dev.blindspot.train.cli.console.Console;
import dev.blindspot.train.cli.option.RunArguments;
import dev.blindspot.train.cli.request.Actions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code blindspot train CONFIG}. */
@Command(
    name = TrainCommand.NAME,
    mixinStandardHelpOptions = true,
    description =
        "Trains every arm of a configuration; 'run --resume' then measures and explains them.",
    footer = {
      "",
      "Examples:",
      "  blindspot train configs/emergency-vgg16.yaml",
      "  blindspot train configs/emergency-vgg16.yaml --spark spark://HOST:7077"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class TrainCommand implements Runnable {
  /** How it is called. */
  public static final String NAME = "train";

  @Mixin private RunArguments arguments;
  private final Actions actions;
  private final Console console;

  public TrainCommand(Actions actions, Console console) {
    this.actions = actions;
    this.console = console;
  }

  @Override
  public void run() {
    arguments.apply(actions::train, console);
  }
}
