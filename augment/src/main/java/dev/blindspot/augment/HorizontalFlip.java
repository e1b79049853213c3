package dev.blindspot.augment;

import java.util.List;
import java.util.random.RandomGenerator;

/** Mirrors left and right, always; wrap it in {@link Sometimes} for a probability. */
public record HorizontalFlip() implements ImageAugmentation {
  /** The usual settings; there are none. */
  public static HorizontalFlip paper() {
    return new HorizontalFlip();
  }

  @Override
  public List<Edit> draw(Sample sample, RandomGenerator random) {
    return List.of(new Mirror());
  }
}
