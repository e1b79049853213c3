package dev.blindspot.augment.method;

import dev.blindspot.augment.edit.Edit;
import dev.blindspot.augment.edit.Fill;
import dev.blindspot.augment.edit.RotatedGrid;
import dev.blindspot.augment.geometry.Checks;
import dev.blindspot.augment.geometry.Range;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * GridMask (Chen et al. 2020, arXiv:2001.04086, section 3): hides the squares of a rotated grid of
 * random period and offset.
 *
 * <p>With period {@code d} and keep ratio {@code r}, stripes of {@code round(r * d)} pixels (1 to d
 * - 1) of both directions are kept and the squares between them are hidden: a share of {@code (1 -
 * r)^2}. The period is an integer number of pixels. The paper raises the probability of use
 * linearly to 0.8 over the epochs: {@link RandomApply} with a {@link Schedule.Ramp}.
 *
 * <p>Rounding: {@code r * d} is rounded to the nearest pixel, a half upwards, as in the authors'
 * code, so that a period hides {@code ((d - round(r * d)) / d)^2} and not {@code (1 - r)^2}
 * exactly: with the paper's settings 0.157 to 0.163 instead of 0.16, with periods of 10 to 19
 * pixels 0.132 to 0.184. A stripe is never rounded away or to the whole period, which theirs
 * allows.
 *
 * <p>Deviations from the authors' code: the angle is not rounded to whole degrees, and each pixel
 * is tested at its centre instead of rotating a drawn mask.
 *
 * @param periodPx whole periods in [min, max), in pixels; one value when both are equal
 * @param keepRatio r, between 0 and 1
 * @param rotationDegrees range of the angle
 * @param fill what is painted, all but an image patch; zero after normalisation in the authors'
 *     code, which is the mean
 */
public record GridMask(Range periodPx, double keepRatio, Range rotationDegrees, Fill fill)
    implements RegionalDropout {
  public GridMask {
    Checks.requirePresent(periodPx, "periodPx");
    Checks.requirePresent(rotationDegrees, "rotationDegrees");
    Checks.requireValue(
        periodPx.min() >= 2 && periodPx.max() <= 1 << 20,
        "periodPx",
        "must be within [2, 1048576], was %s",
        periodPx);
    Checks.requireValue(
        keepRatio > 0 && keepRatio < 1, "keepRatio", "must be in (0, 1), was %s", keepRatio);
    RotatedGrid.requireGridFill(fill);
  }

  /** The paper's settings for ImageNet at 224 px. */
  public static GridMask paper() {
    return new GridMask(new Range(96, 224), 0.6, new Range(0, 360), new Fill.Mean());
  }

  /** The same with other periods: whole ones in [min, max), one value when both are equal. */
  public GridMask withPeriodPx(int min, int max) {
    return new GridMask(new Range(min, max), keepRatio, rotationDegrees, fill);
  }

  /** The same with another ratio of the kept stripes' width to the period. */
  public GridMask withKeepRatio(double keepRatio) {
    return new GridMask(periodPx, keepRatio, rotationDegrees, fill);
  }

  /** The same with another range of the angle. */
  public GridMask withRotationDegrees(double min, double max) {
    return new GridMask(periodPx, keepRatio, new Range(min, max), fill);
  }

  /** The same with another fill. */
  public GridMask withFill(Fill fill) {
    return new GridMask(periodPx, keepRatio, rotationDegrees, fill);
  }

  @Override
  public List<Edit> draw(Sample sample, RandomGenerator random) {
    int period = (int) periodPx.draw(random);
    int kept = (int) Math.min(Math.max(Math.round(keepRatio * period), 1), period - 1);
    int offsetX = random.nextInt(period);
    int offsetY = random.nextInt(period);
    double angle = rotationDegrees.draw(random);
    return List.of(new RotatedGrid(period, kept, offsetX, offsetY, angle, fill, random.nextLong()));
  }
}
