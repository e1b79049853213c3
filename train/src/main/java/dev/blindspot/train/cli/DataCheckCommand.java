package dev.blindspot.train.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code blindspot data check CONFIG}. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description =
        "Reads every picture of a configuration; tells classes, splits, near-duplicates and bad ones.",
    footer = {"", "Example:", "  blindspot data check configs/emergency-cpu.yaml"})
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class DataCheckCommand implements Runnable {
  @Mixin private ConfigArguments config;
  private final Actions actions;

  DataCheckCommand(Actions actions) {
    this.actions = actions;
  }

  @Override
  public void run() {
    actions.checkData(config.read());
  }
}
