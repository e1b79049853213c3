package dev.blindspot.train.cli.command;

import dev.blindspot.train.cli.option.ForceArgument;
import dev.blindspot.train.cli.option.ImageArguments;
import dev.blindspot.train.cli.option.Inputs;
import dev.blindspot.train.cli.option.LinkArgument;
import dev.blindspot.train.cli.option.PixelArguments;
import dev.blindspot.train.cli.request.Actions;
import dev.blindspot.train.cli.request.Actions.PredictOptions;
import dev.blindspot.train.error.UserError;
import dev.blindspot.train.run.prepare.ModelRequest;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code blindspot predict --model M.zip --images DIR --out FILE}. */
@Command(
    name = "predict",
    mixinStandardHelpOptions = true,
    description = "Predicts the class of images and writes a CSV table.",
    footer = {
      "",
      "Examples:",
      "  blindspot predict --model runs/quickstart/arms/robust/model.zip --images photos",
      "  blindspot predict --model model.zip --images test --columns image_names,emergency_or_not"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class PredictCommand implements Runnable {
  @Option(
      names = "--model",
      paramLabel = "FILE",
      required = true,
      description = "A model: a zip of Blindspot or DL4J, Keras (.keras, .h5) or ONNX (.onnx).")
  private Path model;

  @Mixin private PixelArguments pixels;

  @Mixin private ImageArguments images;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      defaultValue = "predictions.csv",
      description = "The table (default: ${DEFAULT-VALUE}).")
  private Path out;

  @Option(
      names = "--columns",
      paramLabel = "IMAGE,CLASS",
      split = ",",
      description =
          "Writes two columns under these names, the image's file name and the number of its class"
              + " from 0, as competitions want them (default: image, class and p_NAME for every"
              + " class).")
  private List<String> columns = List.of();

  @Mixin private final LinkArgument links = new LinkArgument();

  @Mixin private final ForceArgument force = new ForceArgument();

  private final Actions actions;

  public PredictCommand(Actions actions) {
    this.actions = actions;
  }

  @Override
  public void run() {
    if (!columns.isEmpty() && (columns.size() != 2 || columns.stream().anyMatch(String::isBlank))) {
      throw new UserError(
          "--columns must be two names, IMAGE,CLASS, was " + String.join(",", columns));
    }
    actions.predict(
        new PredictOptions(
            new ModelRequest(
                List.of(Inputs.file("--model", model)), pixels.options(), pixels.remembers()),
            images.named(),
            force.file(out),
            links.choice(),
            columns));
  }
}
