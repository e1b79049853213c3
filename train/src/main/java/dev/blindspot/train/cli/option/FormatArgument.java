package dev.blindspot.train.cli.option;

import dev.blindspot.train.cli.request.Actions.Format;
import picocli.CommandLine.Option;

/** The argument of commands that print figures. */
public final class FormatArgument {
  @Option(names = "--json", description = "Prints one JSON object per line.")
  private boolean json;

  public Format choice() {
    return json ? Format.JSON : Format.TABLE;
  }
}
