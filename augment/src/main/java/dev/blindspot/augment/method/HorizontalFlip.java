package dev.blindspot.augment.method;

import dev.blindspot.augment.edit.Edit;
import dev.blindspot.augment.edit.Mirror;
import java.util.List;
import java.util.random.RandomGenerator;

/** Mirrors left and right, always; wrap it in {@link RandomApply} for a probability. */
public record HorizontalFlip() implements ImageAugmentation {
  /** The usual settings; there are none. */
  public static HorizontalFlip defaults() {
    return new HorizontalFlip();
  }

  @Override
  public List<Edit> draw(Sample sample, RandomGenerator random) {
    return List.of(new Mirror());
  }
}
