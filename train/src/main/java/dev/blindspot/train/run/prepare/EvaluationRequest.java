package dev.blindspot.train.run.prepare;

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
 * @param scale what such models expect of their pixels
 * @param images which of the configuration's images
 */
public record EvaluationRequest(
    List<Path> models, @Nullable Integer inputSize, PixelScale scale, Images images) {
  public EvaluationRequest {
    models = List.copyOf(models);
  }

  /** A request by the names of {@link PixelScale}'s choices. */
  public static EvaluationRequest of(
      List<Path> models,
      @Nullable Integer inputSize,
      String normalisation,
      String channels,
      Images images) {
    return new EvaluationRequest(
        models,
        inputSize,
        new PixelScale(
            PixelScale.Normalisation.valueOf(normalisation), PixelScale.Channels.valueOf(channels)),
        images);
  }

  /** Which images are measured. */
  public enum Images {
    /** The test split of the configuration. */
    HELD_OUT,
    /** All that have a label; that no model was trained on them is the user's to know. */
    ALL
  }
}
