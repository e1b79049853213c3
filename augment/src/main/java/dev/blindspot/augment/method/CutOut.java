package dev.blindspot.augment.method;

import dev.blindspot.augment.edit.Edit;
import dev.blindspot.augment.edit.Fill;
import dev.blindspot.augment.edit.Patch;
import dev.blindspot.augment.geometry.Box;
import dev.blindspot.augment.geometry.Checks;
import dev.blindspot.augment.geometry.PixelLength;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * CutOut (DeVries and Taylor 2017, arXiv:1708.04552, section 3): squares whose centres are uniform
 * over the image, clipped at its border.
 *
 * <p>{@code size} is the full side. A released version of the method erases twice the side that it
 * names; this one does not. An even side reaches {@code side / 2} pixels to the left of and above
 * the centre pixel and {@code side / 2 - 1} to the right of and below it.
 *
 * @param count number of squares; they may overlap
 * @param size full side of the squares
 * @param fill what is painted; zero after normalisation in the paper, which is the mean
 */
public record CutOut(int count, PixelLength size, Fill fill) implements RegionalDropout {
  public CutOut {
    Checks.requireAtLeast(count, 1, "count");
    Checks.requirePresent(size, "size");
    Checks.requirePresent(fill, "fill");
  }

  /**
   * The paper's setting for CIFAR-10: one square of 16 px, mean. (CIFAR-100: 8 px, SVHN: 20 px.)
   */
  public static CutOut paper() {
    return new CutOut(1, PixelLength.ofPixels(16), new Fill.Mean());
  }

  /** The same with another number of squares. */
  public CutOut withCount(int count) {
    return new CutOut(count, size, fill);
  }

  /** The same with another side. */
  public CutOut withSize(PixelLength size) {
    return new CutOut(count, size, fill);
  }

  /** The same with another side, written {@code 16px} or {@code 25%} (of the shorter side). */
  public CutOut withSize(String size) {
    return withSize(PixelLength.parse(size));
  }

  /** The same with another fill. */
  public CutOut withFill(Fill fill) {
    return new CutOut(count, size, fill);
  }

  @Override
  public List<Edit> draw(Sample sample, RandomGenerator random) {
    int height = sample.height();
    int width = sample.width();
    int side = size.pixels(height, width);
    List<Edit> edits = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int y = random.nextInt(height);
      int x = random.nextInt(width);
      edits.add(new Patch(Box.around(x, y, side, side, height, width), fill, random.nextLong()));
    }
    return List.copyOf(edits);
  }
}
