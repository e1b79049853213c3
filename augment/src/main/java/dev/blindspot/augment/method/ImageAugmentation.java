package dev.blindspot.augment.method;

import dev.blindspot.augment.edit.Edit;
import dev.blindspot.augment.edit.Fill;
import java.io.Serializable;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * An augmentation of single images: draws edits and touches no pixels. Those of one's own implement
 * {@link CustomAugmentation} or {@link CustomDropout}.
 */
public sealed interface ImageAugmentation extends Serializable
    permits HorizontalFlip,
        Shift,
        RandomResizedCrop,
        ColourJitter,
        RegionalDropout,
        InsideBoxes,
        OutsideBoxes,
        RandomApply,
        Compose,
        CustomAugmentation {
  /**
   * Draws the edits of one image. Equal generators in equal states give equal edits; the geometry
   * does not depend on the fill.
   *
   * @param sample size of the image, where its objects are, and the epoch
   * @return the edits in the order in which they are painted; immutable, may be empty
   */
  List<Edit> draw(Sample sample, RandomGenerator random);

  /**
   * The same for an image without known objects, in the first epoch.
   *
   * @param height of the image in pixels, at least 1
   * @param width of the image in pixels, at least 1
   */
  default List<Edit> draw(int height, int width, RandomGenerator random) {
    return draw(Sample.of(height, width), random);
  }

  /** The fills that the edits may have. */
  default List<Fill> fills() {
    return List.of();
  }
}
