package dev.blindspot.augment.method;

import dev.blindspot.augment.edit.Edit;
import dev.blindspot.augment.edit.Fill;
import dev.blindspot.augment.edit.Within;
import dev.blindspot.augment.geometry.Box;
import dev.blindspot.augment.geometry.Checks;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Hides parts of the objects alone: object-aware Random Erasing (Zhong et al. 2017,
 * arXiv:1708.04896, section 3, "ORE") for any way of hiding.
 *
 * <p>The occlusion is drawn for each box by itself, as if the box were the whole image: an area of
 * 0.2 is a fifth of the object. A box without pixels gets nothing, an image without boxes stays as
 * it is. To hide in some images only, wrap this in {@link RandomApply}.
 *
 * @param occlusion what is drawn for each box
 */
public record InsideBoxes(RegionalDropout occlusion) implements ImageAugmentation {
  public InsideBoxes {
    Checks.requirePresent(occlusion, "occlusion");
  }

  @Override
  public List<Fill> fills() {
    return occlusion.fills();
  }

  @Override
  public List<Edit> draw(Sample sample, RandomGenerator random) {
    List<Edit> edits = new ArrayList<>(sample.boxes().size());
    for (Box box : sample.boxes()) {
      if (box.area() > 0) {
        Sample object = new Sample(box.height(), box.width(), List.of(), sample.epoch());
        List<Edit> drawn = occlusion.draw(object, random);
        if (!drawn.isEmpty()) {
          edits.add(new Within(box, drawn));
        }
      }
    }
    return List.copyOf(edits);
  }
}
