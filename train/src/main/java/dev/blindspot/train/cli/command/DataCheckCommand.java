package dev.blindspot.train.cli.command;

import dev.blindspot.train.cli.option.ConfigArguments;
import dev.blindspot.train.cli.request.Actions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code blindspot data check CONFIG}. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description =
        "Reads every image of a configuration; tells classes, splits, near-duplicates and bad ones.",
    footer = {"", "Example:", "  blindspot data check configs/emergency-cpu.yaml"})
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class DataCheckCommand implements Runnable {
  @Mixin private ConfigArguments config;
  private final Actions actions;

  public DataCheckCommand(Actions actions) {
    this.actions = actions;
  }

  @Override
  public void run() {
    actions.checkData(config.read());
  }
}
