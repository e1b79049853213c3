package dev.blindspot.augment.method;

import dev.blindspot.augment.edit.Edit;
import dev.blindspot.augment.edit.Fill;
import dev.blindspot.augment.edit.Patch;
import dev.blindspot.augment.geometry.AspectRatioSampling;
import dev.blindspot.augment.geometry.Box;
import dev.blindspot.augment.geometry.Checks;
import dev.blindspot.augment.geometry.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Random Erasing (Zhong et al. 2017, arXiv:1708.04896, algorithm 1): a rectangle of random area and
 * aspect ratio at a uniform place inside the image.
 *
 * <p>A try draws the area {@code S = a * H * W} and the aspect ratio {@code r}; the box has height
 * {@code round(sqrt(S * r))} and width {@code round(sqrt(S / r))} and is taken when it has pixels
 * and both sides are smaller than the image's. If no try fits, nothing is erased.
 *
 * <p>Deviation from the paper: noise is copied from a table ({@link Fill}), not drawn anew for each
 * pixel.
 *
 * @param count number of rectangles, drawn independently; they may overlap
 * @param area erased fraction of the image, within (0, 1]
 * @param aspect height divided by width, above 0
 * @param aspectLaw how the aspect ratio is drawn
 * @param tries most draws per rectangle
 * @param fill what is painted; per-pixel random in the paper, the mean in the authors' code
 */
public record RandomErasing(
    int count, Range area, Range aspect, AspectRatioSampling aspectLaw, int tries, Fill fill)
    implements RegionalDropout {
  public RandomErasing {
    Checks.requireAtLeast(count, 1, "count");
    Checks.requirePresent(area, "area");
    Checks.requirePresent(aspect, "aspect");
    Checks.requirePresent(aspectLaw, "aspectLaw");
    Checks.requirePresent(fill, "fill");
    Checks.requireValue(
        area.min() > 0 && area.max() <= 1, "area", "must be within (0, 1], was %s", area);
    Checks.requireValue(aspect.min() > 0, "aspect", "must be > 0, was %s", aspect);
    Checks.requireAtLeast(tries, 1, "tries");
  }

  /** The paper's settings; used there with probability 0.5 (see {@link RandomApply}). */
  public static RandomErasing paper() {
    return new RandomErasing(
        1,
        new Range(0.02, 0.4),
        new Range(0.3, 1 / 0.3),
        AspectRatioSampling.UNIFORM,
        100,
        new Fill.PixelUniform());
  }

  /** The same with another number of rectangles. */
  public RandomErasing withCount(int count) {
    return new RandomErasing(count, area, aspect, aspectLaw, tries, fill);
  }

  /** The same with another range of the erased fraction. */
  public RandomErasing withArea(double min, double max) {
    return new RandomErasing(count, new Range(min, max), aspect, aspectLaw, tries, fill);
  }

  /** The same with another range of height divided by width. */
  public RandomErasing withAspect(double min, double max) {
    return new RandomErasing(count, area, new Range(min, max), aspectLaw, tries, fill);
  }

  /** The same with another law of the aspect ratio. */
  public RandomErasing withAspectLaw(AspectRatioSampling aspectLaw) {
    return new RandomErasing(count, area, aspect, aspectLaw, tries, fill);
  }

  /** The same with another number of tries. */
  public RandomErasing withTries(int tries) {
    return new RandomErasing(count, area, aspect, aspectLaw, tries, fill);
  }

  /** The same with another fill. */
  public RandomErasing withFill(Fill fill) {
    return new RandomErasing(count, area, aspect, aspectLaw, tries, fill);
  }

  @Override
  public List<Edit> draw(Sample sample, RandomGenerator random) {
    List<Edit> edits = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      drawBox(sample.height(), sample.width(), random)
          .ifPresent(box -> edits.add(new Patch(box, fill, random.nextLong())));
    }
    return List.copyOf(edits);
  }

  private Optional<Box> drawBox(int height, int width, RandomGenerator random) {
    for (int i = 0; i < tries; i++) {
      double pixels = area.draw(random) * height * width;
      double ratio = aspectLaw.draw(aspect, random);
      long boxHeight = Math.round(Math.sqrt(pixels * ratio));
      long boxWidth = Math.round(Math.sqrt(pixels / ratio));
      if (boxHeight >= 1 && boxWidth >= 1 && boxHeight < height && boxWidth < width) {
        int y = random.nextInt((int) (height - boxHeight + 1));
        int x = random.nextInt((int) (width - boxWidth + 1));
        return Optional.of(new Box(x, y, (int) boxWidth, (int) boxHeight));
      }
    }
    return Optional.empty();
  }
}
