package dev.blindspot.train.evaluate.stats;

import dev.blindspot.train.error.Checks;

/**
 * How much of a table's variance is due to what (ANOVA estimates, negative ones cut at 0; Searle,
 * Casella and McCulloch 1992, "Variance Components", section 4.4). Units are squares of the
 * table's.
 *
 * @param seed variance of the seeds' effects; NaN when there was one seed, which tells nothing of
 *     it
 * @param image variance of the images' effects; with one seed, the cells' is in it
 * @param cell variance of single cells beyond both; 0 with one seed
 */
public record VarianceComponents(double seed, double image, double cell) {
  public VarianceComponents {
    Checks.require(Double.isNaN(seed) || seed >= 0, "seed", "must be >= 0 or NaN, was %s", seed);
    Checks.require(image >= 0, "image", "must be >= 0, was %s", image);
    Checks.require(cell >= 0, "cell", "must be >= 0, was %s", cell);
  }

  /**
   * The components of a table.
   *
   * @param squares of two images or more
   */
  public static VarianceComponents of(MeanSquares squares) {
    Checks.requireAtLeast(squares.images(), 2, "images");
    if (squares.seeds() == 1) {
      return new VarianceComponents(Double.NaN, squares.imageSquare(), 0);
    }
    double cell = squares.cellSquare();
    return new VarianceComponents(
        Math.max(0, squares.seedSquare() - cell) / squares.images(),
        Math.max(0, squares.imageSquare() - cell) / squares.seeds(),
        cell);
  }

  /** Whether seeds can be planned: one seed says nothing of others. */
  public boolean knowsSeeds() {
    return !Double.isNaN(seed);
  }
}
