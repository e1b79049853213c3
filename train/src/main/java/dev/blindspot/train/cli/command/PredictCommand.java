package dev.blindspot.train.cli.command;

import dev.blindspot.train.cli.option.Inputs;
import dev.blindspot.train.cli.request.Actions;
import dev.blindspot.train.cli.request.Actions.PredictOptions;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code blindspot predict --model M.zip --images DIR --out FILE}. */
@Command(
    name = "predict",
    mixinStandardHelpOptions = true,
    description = "Predicts the class of every image of a folder and writes a CSV table.",
    footer = {
      "",
      "Example:",
      "  blindspot predict --model runs/quickstart/arms/robust/model.zip --images photos"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class PredictCommand implements Runnable {
  @Option(names = "--model", paramLabel = "ZIP", required = true, description = "A saved model.")
  private Path model;

  @Option(
      names = "--images",
      paramLabel = "DIR",
      required = true,
      description = "Folder of images.")
  private Path images;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      defaultValue = "predictions.csv",
      description = "The table (default: ${DEFAULT-VALUE}).")
  private Path out;

  private final Actions actions;

  public PredictCommand(Actions actions) {
    this.actions = actions;
  }

  @Override
  public void run() {
    actions.predict(
        new PredictOptions(Inputs.file("--model", model), Inputs.folder("--images", images), out));
  }
}
