package dev.blindspot.train.cli.option;

import dev.blindspot.train.run.folder.IfExists;
import picocli.CommandLine.Option;

/** The argument of commands that write what may be there already. */
public final class ForceArgument {
  @Option(names = "--force", description = "Overwrites what is there already.")
  private boolean force;

  public IfExists choice() {
    return force ? IfExists.REPLACE : IfExists.REFUSE;
  }
}
