package dev.blindspot.augment.method;

import dev.blindspot.augment.edit.Edit;
import dev.blindspot.augment.edit.Fill;
import dev.blindspot.augment.edit.HiddenCells;
import dev.blindspot.augment.geometry.Checks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Hide-and-Seek (Singh and Lee 2017, arXiv:1811.02545, section 3): divides the image into the
 * square cells of a grid and hides each with a probability.
 *
 * <p>One cell size is drawn per image, uniform over the list. The grid starts in the top left
 * corner; cells at the right and bottom are cut off by the border but take part.
 *
 * @param gridsPx sides of the cells in pixels to choose from; 0 leaves the image as it is
 * @param hideProbability of every cell
 * @param fill what is painted; the mean of the training images in the paper
 */
public record HideAndSeek(List<Integer> gridsPx, double hideProbability, Fill fill)
    implements RegionalDropout {
  public HideAndSeek {
    gridsPx = Checks.copyOf(gridsPx, "gridsPx");
    Checks.requirePresent(fill, "fill");
    Checks.requireValue(!gridsPx.isEmpty(), "gridsPx", "must name at least one cell size");
    for (int grid : gridsPx) {
      Checks.requireValue(grid >= 0, "gridsPx", "must be >= 0, were %s", gridsPx);
    }
    Checks.requireFraction(hideProbability, "hideProbability");
  }

  /** The paper's settings for ImageNet at 224 px: none, 16, 32, 44 or 56 px, each cell with 0.5. */
  public static HideAndSeek paper() {
    return new HideAndSeek(List.of(0, 16, 32, 44, 56), 0.5, new Fill.Mean());
  }

  /** The same with other sides of the cells to choose from; 0 leaves the image as it is. */
  public HideAndSeek withGridsPx(Integer... gridsPx) {
    return new HideAndSeek(Arrays.asList(gridsPx), hideProbability, fill);
  }

  /** The same with another probability of every cell. */
  public HideAndSeek withHideProbability(double hideProbability) {
    return new HideAndSeek(gridsPx, hideProbability, fill);
  }

  /** The same with another fill. */
  public HideAndSeek withFill(Fill fill) {
    return new HideAndSeek(gridsPx, hideProbability, fill);
  }

  @Override
  public List<Edit> draw(Sample sample, RandomGenerator random) {
    int side = gridsPx.get(random.nextInt(gridsPx.size()));
    return side == 0 ? List.of() : drawCells(side, sample.height(), sample.width(), random);
  }

  private List<Edit> drawCells(int side, int height, int width, RandomGenerator random) {
    int columns = HiddenCells.count(width, side);
    List<Integer> hidden = new ArrayList<>();
    long cells = (long) columns * HiddenCells.count(height, side);
    if (cells > Integer.MAX_VALUE) {
      throw Checks.refused("image must have less than 2^31 cells of %d px, has %d", side, cells);
    }
    for (int cell = 0; cell < cells; cell++) {
      if (random.nextDouble() < hideProbability) {
        hidden.add(cell);
      }
    }
    return hidden.isEmpty()
        ? List.of()
        : List.of(new HiddenCells(side, columns, hidden, fill, random.nextLong()));
  }
}
