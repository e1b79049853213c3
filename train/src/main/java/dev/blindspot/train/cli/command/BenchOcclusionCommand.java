package dev.blindspot.train.cli.command;

import dev.blindspot.train.cli.option.FormatArgument;
import dev.blindspot.train.cli.option.Inputs;
import dev.blindspot.train.cli.option.MeasuredModel;
import dev.blindspot.train.cli.request.Actions;
import dev.blindspot.train.cli.request.Actions.OcclusionBench;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code blindspot bench occlusion}. */
@Command(
    name = "occlusion",
    mixinStandardHelpOptions = true,
    description =
        "Whole occlusion maps of VGG16 at 224 pixels, beside plain inference and the arithmetic's"
            + " floor.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class BenchOcclusionCommand implements Runnable {
  @Option(
      names = "--window",
      paramLabel = "PX",
      defaultValue = "16",
      description = "Side of the window (default: ${DEFAULT-VALUE}).")
  private int window;

  @Option(
      names = "--stride",
      paramLabel = "PX",
      defaultValue = "8",
      description = "Step of the window (default: ${DEFAULT-VALUE}).")
  private int stride;

  @Option(
      names = "--maps",
      paramLabel = "N",
      defaultValue = "3",
      description = "Maps that are timed (default: ${DEFAULT-VALUE}).")
  private int maps;

  @Mixin private MeasuredModel model;

  @Mixin private FormatArgument format;

  private final Actions actions;

  public BenchOcclusionCommand(Actions actions) {
    this.actions = actions;
  }

  @Override
  public void run() {
    Inputs.requireAtLeast(window, 1, "--window");
    Inputs.require(
        stride >= 1 && stride <= window,
        "--stride",
        "must be between 1 and --window (%d), was %d",
        window,
        stride);
    Inputs.requireAtLeast(maps, 1, "--maps");
    actions.benchOcclusion(
        new OcclusionBench(window, stride, maps, format.choice(), model.request()));
  }
}
