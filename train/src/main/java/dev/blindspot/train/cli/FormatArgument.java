package dev.blindspot.train.cli;

import dev.blindspot.train.cli.Actions.Format;
import picocli.CommandLine.Option;

/** The argument of commands that print figures. */
final class FormatArgument {
  @Option(names = "--json", description = "Prints one JSON object per line.")
  private boolean json;

  Format choice() {
    return json ? Format.JSON : Format.TABLE;
  }
}
