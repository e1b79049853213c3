package dev.blindspot.train.cli;

import dev.blindspot.train.run.Existing;
import picocli.CommandLine.Option;

/** The argument of commands that write what may be there already. */
final class ForceArgument {
  @Option(names = "--force", description = "Overwrites what is there already.")
  private boolean force;

  Existing choice() {
    return force ? Existing.REPLACE : Existing.REFUSE;
  }
}
