package dev.blindspot.augment.edit;

import dev.blindspot.augment.canvas.Canvas;
import dev.blindspot.augment.geometry.Checks;
import dev.blindspot.augment.geometry.Rgb;
import dev.blindspot.augment.random.SplitMix;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Hides cells of an upright grid that starts in the top left corner. The cells are numbered row by
 * row from 0; those at the right and the bottom are cut off by the image's border.
 *
 * @param sidePx side of the cells
 * @param columns number of cells in a row, of an image of the width that the cells are drawn for
 * @param cells the numbers of the hidden cells, ascending
 * @param fill what is painted; a fill that differs from patch to patch is drawn for each cell
 * @param noiseSeed the seed of a random fill
 */
public record HiddenCells(int sidePx, int columns, List<Integer> cells, Fill fill, long noiseSeed)
    implements Edit {
  public HiddenCells {
    Checks.requireAtLeast(sidePx, 1, "sidePx");
    Checks.requireAtLeast(columns, 1, "columns");
    cells = Checks.copyOf(cells, "cells");
    Checks.requirePresent(fill, "fill");
    int last = -1;
    for (int cell : cells) {
      Checks.require(cell > last, "cells must ascend from 0 or more, were %s", cells);
      last = cell;
    }
  }

  /** Number of cells next to each other that cover a side of an image. */
  public static int count(int length, int sidePx) {
    return (length - 1) / sidePx + 1;
  }

  @Override
  public void paint(Canvas canvas, @Nullable Rgb datasetMean) {
    requireGridOf(canvas);
    boolean single = fill.differsByPatch();
    for (int i = 0, run; i < cells.size(); i += run) {
      int cell = cells.get(i);
      run = single ? 1 : run(i);
      int x = cell % columns * sidePx;
      int y = cell / columns * sidePx;
      int width = (int) Math.min(canvas.width() - x, (long) run * sidePx);
      int height = Math.min(canvas.height() - y, sidePx);
      long seed = single ? SplitMix.bits(noiseSeed, cell) : noiseSeed;
      fill.paint(canvas, x, y, width, height, seed, datasetMean);
    }
  }

  private void requireGridOf(Canvas canvas) {
    int number = columns * count(canvas.height(), sidePx);
    boolean inside = cells.isEmpty() || cells.get(cells.size() - 1) < number;
    if (columns != count(canvas.width(), sidePx) || !inside) {
      throw Checks.refused(
          "cells must lie within the image (%d x %d), were: %s",
          canvas.width(), canvas.height(), this);
    }
  }

  /** Number of hidden cells side by side in a row, from one on: they are painted as one box. */
  private int run(int index) {
    int first = cells.get(index);
    int rest = Math.min(columns - first % columns, cells.size() - index);
    int run = 1;
    while (run < rest && cells.get(index + run) == first + run) {
      run++;
    }
    return run;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "%d cells of %d px, %s, seed %x", cells.size(), sidePx, fill, noiseSeed);
  }
}
