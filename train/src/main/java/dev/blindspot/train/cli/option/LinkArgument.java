package dev.blindspot.train.cli.option;

import dev.blindspot.train.config.DataConfig.Links;
import picocli.CommandLine.Option;

/** The argument of commands that read a folder of images: what data.links is in a configuration. */
public final class LinkArgument {
  @Option(
      names = "--follow-links",
      description =
          "Symbolic links may lead out of the folder; without it, such files are left out.")
  private boolean follow;

  public Links choice() {
    return follow ? Links.ANYWHERE : Links.INSIDE;
  }
}
