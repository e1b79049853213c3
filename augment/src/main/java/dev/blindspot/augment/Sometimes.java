package dev.blindspot.augment;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Uses an augmentation with a probability and leaves the picture as it is otherwise.
 *
 * @param probability of using it, 0..1
 * @param augmentation what is used
 */
public record Sometimes(double probability, ImageAugmentation augmentation)
    implements ImageAugmentation {
  public Sometimes {
    Checks.requireFraction(probability, "probability");
  }

  @Override
  public List<Edit> draw(int height, int width, RandomGenerator random) {
    Checks.requireImage(height, width);
    return random.nextDouble() < probability ? augmentation.draw(height, width, random) : List.of();
  }
}
