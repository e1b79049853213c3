package dev.blindspot.train.fit.batch;

import dev.blindspot.augment.geometry.Box;
import dev.blindspot.train.config.AugmentationConfig;
import dev.blindspot.train.data.format.BadImageException;
import dev.blindspot.train.data.image.ImageStore;
import dev.blindspot.train.data.manifest.ManifestRow;
import dev.blindspot.train.error.UserError;
import java.io.Serializable;
import java.util.List;

/**
 * Where the objects of the training images are, in pixels of the network's input.
 *
 * @param byImage one list per image; empty when no augmentation asks for boxes
 */
record KnownBoxes(List<List<Box>> byImage) implements Serializable {
  /**
   * The boxes that an arm's augmentations ask for.
   *
   * @throws UserError if they ask for boxes, and none of the images has one
   */
  static KnownBoxes of(AugmentationConfig augmentation, List<ManifestRow> rows, ImageStore images) {
    if (!augmentation.needsBoxes()) {
      return new KnownBoxes(List.of());
    }
    List<List<Box>> boxes = rows.stream().map(row -> boxes(augmentation, row, images)).toList();
    if (boxes.stream().allMatch(List::isEmpty)) {
      throw new UserError(
          "augmentation: 'where' asks for boxes%s, and no training image has one; the drawn"
                  .formatted(augmentation.boxes().isEmpty() ? "" : " named " + augmentation.boxes())
              + " vehicles have, photographs have none; write where: anywhere");
    }
    return new KnownBoxes(boxes);
  }

  private static List<Box> boxes(
      AugmentationConfig augmentation, ManifestRow row, ImageStore images) {
    try {
      return images.boxes(row).stream()
          .filter(box -> augmentation.isAbout(box.name()))
          .map(box -> new Box(box.x(), box.y(), box.width(), box.height()))
          .toList();
    } catch (BadImageException e) {
      throw new IllegalStateException(row.path() + " could be read before: " + e.getMessage(), e);
    }
  }

  /** The boxes of an image. */
  List<Box> of(int image) {
    return byImage.isEmpty() ? List.of() : byImage.get(image);
  }
}
