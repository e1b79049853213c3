package dev.blindspot.train.evaluate.stats;

import dev.blindspot.train.error.Checks;
import java.util.Arrays;

/**
 * The analysis of variance of a crossed table {@code d[seed][image]} with one value per cell, such
 * as the difference of two arms' scores, seed by seed and image by image (Searle, Casella and
 * McCulloch 1992, "Variance Components", section 4.4).
 *
 * <p>With S seeds, n images, and means written with a dot in place of the index,
 *
 * <pre>
 * seedSquare  = n sum_s (d_s. - d..)^2 / (S - 1)                        estimates c + n a
 * imageSquare = S sum_i (d_.i - d..)^2 / (n - 1)                        estimates c + S b
 * cellSquare  = sum_si (d_si - d_s. - d_.i + d..)^2 / ((S - 1)(n - 1))  estimates c
 * </pre>
 *
 * where a, b and c are the variances of the effects of seeds, of images and of single cells.
 *
 * @param seeds number of rows S, at least 1
 * @param images number of columns n, at least 1
 * @param mean {@code d..}, in the table's unit, as are the roots of the squares
 * @param seedSquare mean square of the seeds; NaN for one seed
 * @param imageSquare mean square of the images; NaN for one image
 * @param cellSquare mean square of what neither explains; NaN for one seed or one image
 * @param step the least gap between two values of the table, such as 1 for right and wrong; 0 when
 *     all are equal or nothing is known of it
 */
public record MeanSquares(
    int seeds,
    int images,
    double mean,
    double seedSquare,
    double imageSquare,
    double cellSquare,
    double step) {
  public MeanSquares {
    Checks.require(step >= 0, "step", "must be >= 0, was %s", step);
    Checks.requireAtLeast(seeds, 1, "seeds");
    Checks.requireAtLeast(images, 1, "images");
    requireSquare(seedSquare, seeds == 1, "seedSquare");
    requireSquare(imageSquare, images == 1, "imageSquare");
    requireSquare(cellSquare, seeds == 1 || images == 1, "cellSquare");
  }

  /** Of a table whose values come in no steps. */
  MeanSquares(
      int seeds,
      int images,
      double mean,
      double seedSquare,
      double imageSquare,
      double cellSquare) {
    this(seeds, images, mean, seedSquare, imageSquare, cellSquare, 0);
  }

  private static void requireSquare(double square, boolean undefined, String name) {
    Checks.require(
        undefined ? Double.isNaN(square) : square >= 0,
        name,
        undefined ? "must be NaN, was %s" : "must be >= 0, was %s",
        square);
  }

  /**
   * The mean squares of a table.
   *
   * @param table {@code [S][n]}, one row per seed with the same images in the same order; finite
   */
  public static MeanSquares of(double[][] table) {
    int seeds = table.length;
    int images = seeds == 0 ? 0 : table[0].length;
    requireTable(table, images);
    double[] seedMean = new double[seeds];
    double[] imageMean = new double[images];
    double mean = 0;
    for (int s = 0; s < seeds; s++) {
      for (int i = 0; i < images; i++) {
        seedMean[s] += table[s][i] / images;
        imageMean[i] += table[s][i] / seeds;
      }
      mean += seedMean[s] / seeds;
    }
    double cells = 0;
    for (int s = 0; s < seeds; s++) {
      for (int i = 0; i < images; i++) {
        double rest = table[s][i] - seedMean[s] - imageMean[i] + mean;
        cells += rest * rest;
      }
    }
    return new MeanSquares(
        seeds,
        images,
        mean,
        images * variance(seedMean, mean),
        seeds * variance(imageMean, mean),
        seeds == 1 || images == 1 ? Double.NaN : cells / ((seeds - 1.0) * (images - 1.0)),
        step(table));
  }

  /** Gaps of rounding are none. */
  private static double step(double[][] table) {
    double[] values = Arrays.stream(table).flatMapToDouble(Arrays::stream).sorted().toArray();
    double least = Double.POSITIVE_INFINITY;
    for (int i = 1; i < values.length; i++) {
      double gap = values[i] - values[i - 1];
      if (gap > 1e-9 && gap < least) {
        least = gap;
      }
    }
    return Double.isInfinite(least) ? 0 : least;
  }

  private static void requireTable(double[][] table, int images) {
    Checks.require(images > 0, "table", "must have a seed and an image, had none");
    for (double[] row : table) {
      Checks.require(
          row.length == images,
          "table",
          "must have %d images per seed, had %d",
          images,
          row.length);
      for (double value : row) {
        Checks.require(Double.isFinite(value), "table", "must be finite, had %s", value);
      }
    }
  }

  /** With n - 1; NaN for one value. */
  private static double variance(double[] values, double mean) {
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return values.length == 1 ? Double.NaN : squares / (values.length - 1);
  }

  /**
   * What the mean over these images owes to having these and not others, had the seeds been all.
   */
  double varianceOverImages() {
    return imageSquare / ((double) seeds * images);
  }
}
