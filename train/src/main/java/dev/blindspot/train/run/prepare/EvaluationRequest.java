package dev.blindspot.train.run.prepare;

import dev.blindspot.train.error.UserError;
import dev.blindspot.train.model.ForeignModel;
import dev.blindspot.train.model.PixelScale;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is measured.
 *
 * @param models DL4J zips or Keras files; the first one is the reference
 * @param inputSize side of the input of models that do not say it themselves; null: that of the
 *     configuration
 * @param scale what such models expect of their pixels; null: there are none
 * @param images which of the configuration's images
 */
public record EvaluationRequest(
    List<Path> models, @Nullable Integer inputSize, @Nullable PixelScale scale, Images images) {

  public EvaluationRequest {
    models = List.copyOf(models);
  }

  /**
   * A request by {@link PixelScale#named names}.
   *
   * @throws UserError where a model of others is measured and nothing is said of its pixels
   */
  public static EvaluationRequest of(
      List<Path> models,
      @Nullable Integer inputSize,
      @Nullable String normalisation,
      @Nullable String channels,
      Images images) {
    if (normalisation == null && channels != null) {
      throw new UserError("--channels needs --normalise none, unit or symmetric");
    }
    return new EvaluationRequest(
        models,
        inputSize,
        normalisation == null ? null : PixelScale.named(normalisation, channels),
        images);
  }

  /**
   * Checks that what models expect of pixels is known.
   *
   * @throws UserError naming the first model of which it is not
   */
  public void requireKnownPixels() {
    models.stream()
        .filter(model -> scale == null && !ForeignModel.isOurs(model))
        .findFirst()
        .ifPresent(model -> scaleOf(model));
  }

  /** What a model of others expects. */
  public PixelScale scaleOf(Path model) {
    PixelScale known = scale;
    if (known == null) {
      throw new UserError(
          model
              + " was not saved by Blindspot: say what it expects of pixels, --normalise caffe"
              + " (Keras's VGG and ResNet), torch (torchvision) or tf (Keras's MobileNet,"
              + " Inception); or none, unit or symmetric with --channels rgb or bgr");
    }
    return known;
  }

  /** Which images are measured. */
  public enum Images {
    /** The test split of the configuration. */
    HELD_OUT,
    /** All that have a label; that no model was trained on them is the user's to know. */
    ALL
  }
}
