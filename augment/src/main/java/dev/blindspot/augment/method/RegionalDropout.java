package dev.blindspot.augment.method;

import dev.blindspot.augment.edit.Fill;
import java.util.List;

/** An augmentation that hides parts of an image and leaves the rest where it is. */
public sealed interface RegionalDropout extends ImageAugmentation
    permits CutOut, RandomErasing, HideAndSeek, GridMask, PlaceErasing, CustomDropout {
  /** What is painted over hidden parts. */
  Fill fill();

  @Override
  default List<Fill> fills() {
    return List.of(fill());
  }
}
