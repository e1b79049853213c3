package dev.blindspot.augment.method;

import dev.blindspot.augment.edit.Crop;
import dev.blindspot.augment.edit.Edit;
import dev.blindspot.augment.geometry.Box;
import dev.blindspot.augment.geometry.Checks;
import dev.blindspot.augment.geometry.Range;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A part of random area and aspect ratio, enlarged to the size of the image (Szegedy et al. 2014,
 * arXiv:1409.4842, section 6; torchvision's {@code RandomResizedCrop}).
 *
 * <p>A try draws the area and the logarithm of the aspect ratio, both uniform, and is taken when
 * the part fits. After ten tries that do not fit, the largest part around the centre whose aspect
 * ratio is in the range is taken.
 *
 * @param area of the part, as a fraction of the image, within (0, 1]
 * @param aspect height of the part divided by its width, in pixels, above 0
 */
public record RandomResizedCrop(Range area, Range aspect) implements ImageAugmentation {
  private static final int TRIES = 10;

  public RandomResizedCrop {
    Checks.requirePresent(area, "area");
    Checks.requirePresent(aspect, "aspect");
    Checks.requireValue(
        area.min() > 0 && area.max() <= 1, "area", "must be within (0, 1], was %s", area);
    Checks.requireValue(aspect.min() > 0, "aspect", "must be > 0, was %s", aspect);
  }

  /** The paper's and torchvision's settings: areas of 8 to 100 %, aspects of 3/4 to 4/3. */
  public static RandomResizedCrop paper() {
    return new RandomResizedCrop(new Range(0.08, 1), new Range(3.0 / 4, 4.0 / 3));
  }

  /** The same with another range of the part's area. */
  public RandomResizedCrop withArea(double min, double max) {
    return new RandomResizedCrop(new Range(min, max), aspect);
  }

  /** The same with another range of height divided by width. */
  public RandomResizedCrop withAspect(double min, double max) {
    return new RandomResizedCrop(area, new Range(min, max));
  }

  @Override
  public List<Edit> draw(Sample sample, RandomGenerator random) {
    int height = sample.height();
    int width = sample.width();
    for (int i = 0; i < TRIES; i++) {
      double pixels = area.draw(random) * height * width;
      double ratio = aspect.drawLogUniform(random);
      long partHeight = Math.round(Math.sqrt(pixels * ratio));
      long partWidth = Math.round(Math.sqrt(pixels / ratio));
      if (partHeight >= 1 && partWidth >= 1 && partHeight <= height && partWidth <= width) {
        int y = random.nextInt((int) (height - partHeight + 1));
        int x = random.nextInt((int) (width - partWidth + 1));
        return List.of(new Crop(new Box(x, y, (int) partWidth, (int) partHeight)));
      }
    }
    return List.of(new Crop(central(height, width)));
  }

  private Box central(int height, int width) {
    double ratio = Math.max(aspect.min(), Math.min(aspect.max(), (double) height / width));
    int partHeight = (int) Math.max(1, Math.min(height, Math.round(width * ratio)));
    int partWidth = (int) Math.max(1, Math.min(width, Math.round(height / ratio)));
    return new Box((width - partWidth) / 2, (height - partHeight) / 2, partWidth, partHeight);
  }
}
