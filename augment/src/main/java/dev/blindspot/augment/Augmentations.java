package dev.blindspot.augment;

import dev.blindspot.augment.mixing.BatchAugmentation;
import dev.blindspot.augment.mixing.CutMix;
import dev.blindspot.augment.mixing.MixUp;

/**
 * Where a DL4J program begins: augmentations of images as one {@code ImageTransform}, and the
 * mixing of batches as one {@code DataSetPreProcessor}. Settings are the papers' until they are
 * changed.
 *
 * <pre>{@code
 * Rgb mean = new Rgb(124, 116, 104);
 * ImageTransform images =
 *     Augmentations.compose()
 *         .horizontalFlip()
 *         .randomErasing(0.5, e -> e.withFill(Fill.mean(mean)))
 *         .seed(1)
 *         .toImageTransform();
 * DataSetPreProcessor batches = Augmentations.mix(MixUp.paper().withAlpha(0.4)).seed(1).toPreProcessor();
 * }</pre>
 */
public final class Augmentations {
  private Augmentations() {}

  /** Augmentations of single images, one after the other; none yet. */
  public static ImageAugmentations compose() {
    return ImageAugmentations.NONE;
  }

  /** MixUp with the paper's settings. */
  public static BatchMixing mixUp() {
    return mix(MixUp.paper());
  }

  /** CutMix with the paper's settings. */
  public static BatchMixing cutMix() {
    return mix(CutMix.paper());
  }

  /** A mixing of batches with settings of one's own. */
  public static BatchMixing mix(BatchAugmentation mixing) {
    return new BatchMixing(mixing);
  }
}
