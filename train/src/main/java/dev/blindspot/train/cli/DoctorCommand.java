package dev.blindspot.train.cli;

import picocli.CommandLine.Command;

/** {@code blindspot doctor}. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description =
        "Tells what this machine offers: JVM, backend, CPU features, oneDNN, memory, GPU.")
final class DoctorCommand implements Runnable {
  private final Actions actions;

  DoctorCommand(Actions actions) {
    this.actions = actions;
  }

  @Override
  public void run() {
    actions.doctor();
  }
}
