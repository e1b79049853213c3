package dev.blindspot.train.cli.option;

import dev.blindspot.train.run.prepare.ModelRequest;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A model that is measured instead of VGG16 with random weights. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class MeasuredModel {
  @Option(
      names = "--model",
      paramLabel = "FILE",
      description =
          "A model to measure instead of VGG16: a zip of Blindspot or DL4J, Keras (.keras, .h5) or ONNX (.onnx).")
  private @Nullable Path model;

  @Mixin private PixelArguments pixels;

  /** The model, whose file is there; null: none was named. */
  public @Nullable ModelRequest request() {
    return model == null
        ? null
        : new ModelRequest(
            List.of(Inputs.file("--model", model)), pixels.options(), pixels.remembers());
  }
}
