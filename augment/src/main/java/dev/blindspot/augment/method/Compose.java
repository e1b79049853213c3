package dev.blindspot.augment.method;

import dev.blindspot.augment.edit.Edit;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Several augmentations, one after the other; none at all is allowed. The boxes of objects move
 * along: a later step sees them where the earlier ones have put them.
 *
 * @param steps in the order of use
 */
public record Compose(List<ImageAugmentation> steps) implements ImageAugmentation {
  public Compose {
    steps = List.copyOf(steps);
  }

  @Override
  public List<Edit> draw(Sample sample, RandomGenerator random) {
    List<Edit> edits = new ArrayList<>();
    Sample seen = sample;
    for (ImageAugmentation step : steps) {
      List<Edit> drawn = step.draw(seen, random);
      edits.addAll(drawn);
      seen = seen.after(drawn);
    }
    return List.copyOf(edits);
  }
}
