package dev.blindspot.augment;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Several augmentations, one after the other; none at all is allowed.
 *
 * @param steps in the order of use
 */
public record Sequence(List<ImageAugmentation> steps) implements ImageAugmentation {
  public Sequence {
    steps = List.copyOf(steps);
  }

  @Override
  public List<Edit> draw(int height, int width, RandomGenerator random) {
    Checks.requireImage(height, width);
    return steps.stream().flatMap(step -> step.draw(height, width, random).stream()).toList();
  }
}
