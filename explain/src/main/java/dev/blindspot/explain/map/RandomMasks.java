package dev.blindspot.explain.map;

import java.util.SplittableRandom;

/**
 * The masks of RISE (Petsiuk et al. 2018, arXiv:1806.07421, section 3.2): a grid of cells that are
 * visible or not, enlarged bilinearly to one cell more than the image and shifted at random by up
 * to a cell.
 *
 * @param cells along each side
 * @param visible probability of a cell to be visible
 * @param seed of all masks; every mask is drawn from it and its number alone
 * @param height of the image
 * @param width of the image
 */
public record RandomMasks(int cells, double visible, long seed, int height, int width) {
  private static final long STEP = 0x9E3779B97F4A7C15L; // spreads numbers over seeds

  /** Mask {@code index}: {@code height x width} numbers 0..1, row-major. */
  public float[] mask(int index) {
    SplittableRandom random = new SplittableRandom(seed + index * STEP);
    float[] grid = new float[cells * cells];
    for (int i = 0; i < grid.length; i++) {
      grid[i] = random.nextDouble() < visible ? 1 : 0;
    }
    int cellHeight = (height + cells - 1) / cells;
    int cellWidth = (width + cells - 1) / cells;
    double down = random.nextInt(cellHeight) + 0.5;
    double right = random.nextInt(cellWidth) + 0.5;
    return Interpolation.BILINEAR.at(
        grid,
        cells,
        cells,
        places(height, down, cells, cellHeight),
        places(width, right, cells, cellWidth));
  }

  /** Of pixels, in cells of a grid that reaches one cell over the image and begins within it. */
  private static double[] places(int pixels, double shift, int cells, int cell) {
    double perPixel = (double) cells / ((cells + 1) * cell);
    double[] places = new double[pixels];
    for (int i = 0; i < pixels; i++) {
      places[i] = (i + shift) * perPixel - 0.5;
    }
    return places;
  }
}
