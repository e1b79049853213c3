package dev.blindspot.train.cli.command;

import dev.blindspot.train.cli.request.Actions;
import picocli.CommandLine.Command;

/** {@code blindspot doctor}. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description =
        "Tells what this machine offers: JVM, backend, CPU features, oneDNN, memory, GPU.")
public final class DoctorCommand implements Runnable {
  private final Actions actions;

  public DoctorCommand(Actions actions) {
    this.actions = actions;
  }

  @Override
  public void run() {
    actions.doctor();
  }
}
