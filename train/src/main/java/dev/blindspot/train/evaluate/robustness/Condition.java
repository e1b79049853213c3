package dev.blindspot.train.evaluate.robustness;

import dev.blindspot.augment.paint.BytePainter;
import dev.blindspot.explain.map.Attribution;
import dev.blindspot.train.config.EvaluationConfig.Corruption;
import dev.blindspot.train.data.image.DecodedImage;
import dev.blindspot.train.evaluate.corruption.Corruptions;
import org.jspecify.annotations.Nullable;

/**
 * One way of showing an image to a classifier. What is random in it depends on the seed and the
 * image's number alone: every arm sees the same, in any order.
 */
public sealed interface Condition
    permits Condition.Untouched, OcclusionPainter, Condition.Corrupted {
  /**
   * The image as it is shown; the given one is left as it is.
   *
   * @param image at the network's size
   * @param number of the image
   * @param map what the classifier finds important, for guided conditions
   * @param painter paints fills
   */
  DecodedImage show(DecodedImage image, int number, @Nullable Attribution map, BytePainter painter);

  /** Whether the classifier's own map is needed. */
  default boolean guided() {
    return false;
  }

  /** As it is. */
  record Untouched() implements Condition {
    @Override
    public DecodedImage show(
        DecodedImage image, int number, @Nullable Attribution map, BytePainter painter) {
      return image;
    }
  }

  /** Made poor, with the severity from 1 to 5. */
  record Corrupted(Corruption corruption, int severity, long seed) implements Condition {
    @Override
    public DecodedImage show(
        DecodedImage image, int number, @Nullable Attribution map, BytePainter painter) {
      return Corruptions.apply(corruption, severity, image, seed, number);
    }
  }
}
