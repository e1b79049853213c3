package dev.blindspot.augment.method;

import dev.blindspot.augment.edit.Around;
import dev.blindspot.augment.edit.Edit;
import dev.blindspot.augment.edit.Fill;
import dev.blindspot.augment.geometry.Checks;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Hides parts of the background alone. The occlusion is drawn for the whole image, and what would
 * fall on a box is not painted; so less is hidden than the occlusion's own settings say. An image
 * without boxes is background everywhere.
 *
 * @param occlusion what is drawn for the image
 */
public record OutsideBoxes(RegionalDropout occlusion) implements ImageAugmentation {
  public OutsideBoxes {
    Checks.requirePresent(occlusion, "occlusion");
  }

  @Override
  public List<Fill> fills() {
    return occlusion.fills();
  }

  @Override
  public List<Edit> draw(Sample sample, RandomGenerator random) {
    List<Edit> drawn = occlusion.draw(sample, random);
    return drawn.isEmpty() || sample.boxes().isEmpty()
        ? drawn
        : List.of(new Around(sample.boxes(), drawn));
  }
}
