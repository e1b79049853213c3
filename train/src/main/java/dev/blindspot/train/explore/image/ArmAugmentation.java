package dev.blindspot.train.explore.image;

import dev.blindspot.augment.edit.Edit;
import dev.blindspot.augment.geometry.Box;
import dev.blindspot.augment.geometry.Rgb;
import dev.blindspot.augment.method.Sample;
import dev.blindspot.augment.paint.BytePainter;
import dev.blindspot.augment.random.SampleRandom;
import dev.blindspot.datasets.annotation.CueBox;
import dev.blindspot.train.config.AugmentationConfig;
import dev.blindspot.train.data.image.DecodedImage;
import java.util.List;

/**
 * How an arm's training images are augmented, one by one; mixing of whole batches is left out.
 *
 * @param arm its name
 * @param augmentation of its configuration
 * @param epoch whose probabilities are used, from 0
 */
public record ArmAugmentation(String arm, AugmentationConfig augmentation, int epoch) {

  /** Whether there is an augmentation of single images at all. */
  public boolean drawsAnything() {
    return !augmentation.images().steps().isEmpty();
  }

  /**
   * A copy with a draw of the augmentations.
   *
   * @param boxes what is known to be where in the image
   * @param mean colour of the training images
   * @param draw equal numbers give equal images
   */
  DecodedImage apply(DecodedImage image, List<CueBox> boxes, Rgb mean, int index, int draw) {
    List<Box> asked =
        boxes.stream()
            .filter(box -> augmentation.isAbout(box.name()))
            .map(box -> new Box(box.x(), box.y(), box.width(), box.height()))
            .toList();
    List<Edit> edits =
        augmentation
            .images()
            .draw(
                new Sample(image.height(), image.width(), asked, epoch),
                SampleRandom.of(draw, "explorer", epoch, index));
    DecodedImage copy = image.copy();
    new BytePainter(mean).paint(copy.bgr(), copy.height(), copy.width(), edits);
    return copy;
  }
}
