package dev.blindspot.train.cli.option;

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
      description = "A saved model; repeatable, the first one is the reference.")
  private List<Path> models;

  /** Every model, whose file is there. */
  public List<Path> files() {
    return Inputs.files("--model", models);
  }
}
