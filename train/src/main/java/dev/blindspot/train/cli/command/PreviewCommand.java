package dev.blindspot.train.cli.command;

import dev.blindspot.train.cli.option.ConfigArguments;
import dev.blindspot.train.cli.option.ForceArgument;
import dev.blindspot.train.cli.option.Inputs;
import dev.blindspot.train.cli.request.Actions;
import dev.blindspot.train.cli.request.Actions.PreviewOptions;
import dev.blindspot.train.config.reader.LoadedConfig;
import dev.blindspot.train.error.UserError;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code blindspot preview CONFIG}. */
@Command(
    name = "preview",
    mixinStandardHelpOptions = true,
    description = "Writes a contact sheet of augmented training images with what was drawn.",
    footer = {
      "",
      "Example:",
      "  blindspot preview configs/quickstart.yaml --arm robust --out robust.png"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class PreviewCommand implements Runnable {
  @Mixin private ConfigArguments config;

  @Option(
      names = "--arm",
      paramLabel = "NAME",
      description = "Arm to show; repeatable (default: every arm).")
  private List<String> arms = List.of();

  @Option(
      names = "--images",
      paramLabel = "N",
      defaultValue = "12",
      description = "Training images to show (default: ${DEFAULT-VALUE}).")
  private int images;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      defaultValue = "preview.png",
      description = "The image (default: ${DEFAULT-VALUE}).")
  private Path out;

  @Mixin private final ForceArgument force = new ForceArgument();

  private final Actions actions;

  public PreviewCommand(Actions actions) {
    this.actions = actions;
  }

  @Override
  public void run() {
    Inputs.requireAtLeast(images, 1, "--images");
    LoadedConfig loaded = config.read();
    actions.preview(
        loaded,
        new PreviewOptions(known(loaded.config().arms().keySet()), images, force.file(out)));
  }

  private List<String> known(Set<String> all) {
    for (String arm : arms) {
      if (!all.contains(arm)) {
        throw new UserError(
            "--arm " + arm + ": there is no such arm; the arms are " + String.join(", ", all));
      }
    }
    return arms.isEmpty() ? List.copyOf(all) : arms;
  }
}
