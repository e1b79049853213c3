package dev.blindspot.train.cli.command;

import dev.blindspot.train.cli.option.ForceArgument;
import dev.blindspot.train.cli.request.Actions;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code blindspot methods --out FILE}. */
@Command(
    name = "methods",
    mixinStandardHelpOptions = true,
    description = "Writes a contact sheet of every augmentation with every fill.",
    footer = {"", "Example:", "  blindspot methods --out methods.png"})
@SuppressWarnings("NullAway.Init") // picocli sets the field
public final class MethodsCommand implements Runnable {
  @Option(
      names = "--out",
      paramLabel = "FILE",
      defaultValue = "methods.png",
      description = "The image (default: ${DEFAULT-VALUE}).")
  private Path out;

  @Mixin private final ForceArgument force = new ForceArgument();

  private final Actions actions;

  public MethodsCommand(Actions actions) {
    this.actions = actions;
  }

  @Override
  public void run() {
    actions.methods(force.file(out));
  }
}
