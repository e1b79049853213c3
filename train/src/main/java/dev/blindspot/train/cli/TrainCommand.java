package dev.blindspot.train.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code blindspot train CONFIG}. */
@Command(
    name = "train",
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
final class TrainCommand implements Runnable {
  @Mixin private RunArguments arguments;
  private final Actions actions;
  private final Console console;

  TrainCommand(Actions actions, Console console) {
    this.actions = actions;
    this.console = console;
  }

  @Override
  public void run() {
    arguments.apply(actions::train, console);
  }
}
