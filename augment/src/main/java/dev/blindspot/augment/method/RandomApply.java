package dev.blindspot.augment.method;

import dev.blindspot.augment.edit.Edit;
import dev.blindspot.augment.edit.Fill;
import dev.blindspot.augment.geometry.Checks;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Uses an augmentation with a probability and leaves the image as it is otherwise.
 *
 * @param probability of using it, which may depend on the epoch
 * @param augmentation what is used
 */
public record RandomApply(Schedule probability, ImageAugmentation augmentation)
    implements ImageAugmentation {
  public RandomApply {
    Checks.requirePresent(probability, "probability");
    Checks.requirePresent(augmentation, "augmentation");
  }

  /** The same probability in all epochs, 0..1. */
  public RandomApply(double probability, ImageAugmentation augmentation) {
    this(constant(probability), augmentation);
  }

  private static Schedule constant(double probability) {
    Checks.requireFraction(probability, "probability");
    return new Schedule.Constant(probability);
  }

  @Override
  public List<Fill> fills() {
    return augmentation.fills();
  }

  @Override
  public List<Edit> draw(Sample sample, RandomGenerator random) {
    return random.nextDouble() < probability.at(sample.epoch())
        ? augmentation.draw(sample, random)
        : List.of();
  }
}
