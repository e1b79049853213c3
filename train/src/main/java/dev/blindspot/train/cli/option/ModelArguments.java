package dev.blindspot.train.cli.option;

import dev.blindspot.train.run.prepare.ModelRequest;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** The saved models that a command compares. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class ModelArguments {
  @Option(
      names = "--model",
      paramLabel = "FILE",
      required = true,
      description =
          "A model: a zip of Blindspot or DL4J, Keras (.keras, .h5) or ONNX (.onnx); repeatable, the first one"
              + " is the reference.")
  private List<Path> models;

  /** Every model, whose file is there, with what is said of those of others. */
  public ModelRequest request(PixelArguments pixels) {
    return new ModelRequest(Inputs.files("--model", models), pixels.options(), pixels.remembers());
  }
}
