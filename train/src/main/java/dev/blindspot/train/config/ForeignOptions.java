package dev.blindspot.train.config;

import dev.blindspot.train.config.DataConfig.Resize;
import dev.blindspot.train.config.binding.Setting;
import dev.blindspot.train.error.Checks;
import org.jspecify.annotations.Nullable;

/**
 * What a user says of a model that does not say it itself, on the command line or in the file
 * {@code MODEL.blindspot.yaml} beside it. Everything may be missing.
 */
public record ForeignOptions(
    @Setting(about = "Side of the model's square input in pixels.") @Nullable Integer inputSize,
    @Setting(
            about =
                "What the model expects of pixels: caffe, torch or tf; or none, zero-one or symmetric"
                    + " with channels.")
        @Nullable String normalise,
    @Setting(about = "Order of the channels where normalise does not fix it: rgb or bgr.")
        @Nullable String channels,
    @Setting(
            about =
                "Names of the classes: a text file with one on each line, or imagenet; absent:"
                    + " ImageNet's for 1000 classes, else numbers.")
        @Nullable String labels,
    @Setting(about = "How images of any shape become the input: stretch or letterbox.")
        @Nullable Resize resize) {

  /** Nothing is said. */
  public static final ForeignOptions NONE = new ForeignOptions(null, null, null, null, null);

  public ForeignOptions {
    if (inputSize != null) {
      Checks.requireAtLeast(inputSize, 1, "inputSize");
    }
  }

  /** These options, and where one is missing those of a file. */
  public ForeignOptions over(ForeignOptions file) {
    boolean pixels = normalise != null;
    return new ForeignOptions(
        inputSize != null ? inputSize : file.inputSize,
        pixels ? normalise : file.normalise,
        pixels ? channels : file.channels,
        labels != null ? labels : file.labels,
        resize != null ? resize : file.resize);
  }
}
