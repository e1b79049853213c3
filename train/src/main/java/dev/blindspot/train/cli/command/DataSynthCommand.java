package dev.blindspot.train.cli.command;

import dev.blindspot.train.cli.option.ForceArgument;
import dev.blindspot.train.cli.request.Actions;
import dev.blindspot.train.config.DataSource;
import dev.blindspot.train.config.reader.ConfigReader;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code blindspot data synth --out DIR}. */
@Command(
    name = "synth",
    mixinStandardHelpOptions = true,
    description = "Draws vehicles with known boxes into a folder, with a table of labels.",
    footer = {
      "",
      "Example:",
      "  blindspot data synth --out vehicles --set images=200 --set shortcut=watermark"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class DataSynthCommand implements Runnable {
  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Folder for the images.")
  private Path out;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "A setting of the configuration's data.source.synthetic: images, size, seed, shortcut, shortcutRate."
              + " Repeatable.")
  private List<String> sets = List.of();

  @Mixin private final ForceArgument force = new ForceArgument();

  private final Actions actions;

  public DataSynthCommand(Actions actions) {
    this.actions = actions;
  }

  @Override
  public void run() {
    actions.drawData(
        ConfigReader.part(DataSource.Synthetic.class, sets, Path.of("")),
        force.folder(out, "labels.csv"));
  }
}
