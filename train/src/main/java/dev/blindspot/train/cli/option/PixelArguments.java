package dev.blindspot.train.cli.option;

import dev.blindspot.train.config.ForeignOptions;
import dev.blindspot.train.error.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What models that Blindspot did not save expect of images: their files do not say it. */
public final class PixelArguments {
  private static final String IMAGENET = "imagenet";

  @Option(
      names = "--input-size",
      paramLabel = "PX",
      description =
          "Side of the input of models of others, such as 224, where the file does not say it.")
  private @Nullable Integer inputSize;

  @Option(
      names = "--normalise",
      paramLabel = "NAME",
      description =
          "What models of others expect of pixels; required for them. caffe: BGR minus ImageNet's mean"
              + " (Keras's VGG and ResNet); torch: RGB, 0..1, by ImageNet's mean and deviation"
              + " (torchvision); tf: RGB, -1..1 (Keras's MobileNet, Inception). With --channels:"
              + " none (0..255), zero-one (unit) or symmetric (-1..1).")
  private @Nullable String normalise;

  @Option(
      names = "--channels",
      paramLabel = "ORDER",
      description =
          "With --normalise none, zero-one or symmetric: rgb (Keras, PyTorch) or bgr (DataVec,"
              + " OpenCV).")
  private @Nullable String channels;

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description =
          "Names of the classes of models of others: a text file with one on each line, or imagenet"
              + " (default: ImageNet's for 1000 classes, else numbers).")
  private @Nullable String labels;

  @Option(
      names = "--remember",
      description =
          "Keeps these four in MODEL.blindspot.yaml beside every model of others; the file is read"
              + " from then on.")
  private boolean remember;

  /** What was said of models of others. */
  public ForeignOptions options() {
    if (inputSize != null) {
      Inputs.requireAtLeast(inputSize, 1, "--input-size");
    }
    if (normalise == null && channels != null) {
      throw new UserError("--channels needs --normalise none, zero-one or symmetric");
    }
    if (labels != null && !labels.equals(IMAGENET) && !Files.isRegularFile(Path.of(labels))) {
      throw new UserError("--labels " + labels + ": there is no such file");
    }
    return new ForeignOptions(inputSize, normalise, channels, labels, null);
  }

  /** Whether what was said is to be kept beside the models. */
  public boolean remembers() {
    return remember;
  }
}
