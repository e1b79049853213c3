package dev.blindspot.train.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** {@code blindspot}: the commands below it do the work. */
@Command(
    name = "blindspot",
    mixinStandardHelpOptions = true,
    versionProvider = RootCommand.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description =
        "Trains image classifiers that still see when part of the image is missing, and shows what they look at.",
    footer = {
      "",
      "Examples:",
      "  blindspot run quickstart",
      "  blindspot run configs/emergency-cpu.yaml --set training.epochs=3",
      "  blindspot predict --model model.zip --images photos --out predictions.csv",
      "  source <(blindspot generate-completion)    # completion in bash and zsh",
      "",
      "Exit codes: 0 done, 2 a mistake of the user, 1 a fault of Blindspot."
    })
public final class RootCommand {

  /** The version of the jar. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Version.class.getPackage().getImplementationVersion();
      return new String[] {
        "blindspot " + (version == null ? "(development)" : version),
        "Java " + System.getProperty("java.version") + ", " + System.getProperty("os.name")
      };
    }
  }
}
