package dev.blindspot.augment.method;

import dev.blindspot.augment.edit.Edit;
import dev.blindspot.augment.edit.Translation;
import dev.blindspot.augment.geometry.Checks;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Moves the image by an integer number of pixels, uniform in {@code [-maxFraction * side,
 * maxFraction * side]} for either axis; the image's edge pixels are replicated.
 *
 * @param maxFraction largest move as a fraction of the side, 0..1
 */
public record Shift(double maxFraction) implements ImageAugmentation {
  public Shift {
    Checks.requireFraction(maxFraction, "maxFraction");
  }

  /** The usual setting, 0.06. */
  public static Shift defaults() {
    return new Shift(0.06);
  }

  /** The same with another largest move. */
  public Shift withMaxFraction(double maxFraction) {
    return new Shift(maxFraction);
  }

  @Override
  public List<Edit> draw(Sample sample, RandomGenerator random) {
    int dx = drawMove(sample.width(), random);
    int dy = drawMove(sample.height(), random);
    return List.of(new Translation(dx, dy));
  }

  private int drawMove(int side, RandomGenerator random) {
    int max = (int) (maxFraction * side);
    return max < 1 << 30
        ? random.nextInt(2 * max + 1) - max
        : (int) (random.nextLong(2L * max + 1) - max);
  }
}
