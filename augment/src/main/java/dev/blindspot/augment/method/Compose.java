package dev.blindspot.augment.method;

import dev.blindspot.augment.edit.Edit;
import dev.blindspot.augment.edit.Fill;
import dev.blindspot.augment.geometry.Checks;
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
    steps = Checks.copyOf(steps, "steps");
  }

  @Override
  public List<Fill> fills() {
    return steps.stream().flatMap(step -> step.fills().stream()).toList();
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
