package dev.blindspot.train.cli.option;

import dev.blindspot.train.error.UserError;
import dev.blindspot.train.run.prepare.EvaluationRequest;
import dev.blindspot.train.run.prepare.EvaluationRequest.Images;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What models that Blindspot did not save expect of images: their files do not say it. */
public final class PixelArguments {
  @Option(
      names = "--input-size",
      paramLabel = "PX",
      description =
          "Side of the input of models of others (default: model.inputSize of the configuration).")
  private @Nullable Integer inputSize;

  @Option(
      names = "--normalise",
      paramLabel = "NAME",
      description =
          "What models of others expect of pixels; required for them. caffe: BGR minus ImageNet's mean"
              + " (Keras's VGG and ResNet); torch: RGB, 0..1, by ImageNet's mean and deviation"
              + " (torchvision); tf: RGB, -1..1 (Keras's MobileNet, Inception). With --channels:"
              + " none (0..255), unit (0..1) or symmetric (-1..1).")
  private @Nullable String normalise;

  @Option(
      names = "--channels",
      paramLabel = "ORDER",
      description =
          "With --normalise none, unit or symmetric: rgb (Keras, PyTorch) or bgr (DataVec, OpenCV).")
  private @Nullable String channels;

  /** What is to be measured of such models, and of ours. */
  public EvaluationRequest request(List<Path> models, Images images) {
    if (inputSize != null && inputSize < 1) {
      throw new UserError("--input-size must be >= 1, was " + inputSize);
    }
    return EvaluationRequest.of(models, inputSize, normalise, channels, images);
  }
}
