package dev.blindspot.train.evaluate.stats;

import dev.blindspot.train.error.Checks;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * Jackknife pseudo-values: they make a statistic of all images, such as the calibration error, into
 * one value per image whose mean is the statistic, so that {@link CrossedMean} holds for it
 * (Dorfman, Berbaum and Metz 1992, "Receiver operating characteristic rating analysis:
 * generalization to the population of readers and patients with the jackknife method"; normalised
 * as by Hillis, Obuchowski, Schartz and Berbaum 2005, doi:10.1002/sim.2024).
 *
 * <p>With the statistic T of n images and T(-i) without image i,
 *
 * <pre>
 * v_i = T + (n - 1) (mean_j T(-j) - T(-i))
 * </pre>
 *
 * For a mean, {@code v_i} is the value of image i. Areas under curves and mean accuracies are means
 * over images already and need no pseudo-values.
 */
public final class Jackknife {
  private Jackknife() {}

  /**
   * The normalised pseudo-values.
   *
   * @param images number of images n, at least 2
   * @param all the statistic of all of them
   * @param without the statistic without one image, by its index
   */
  public static double[] pseudoValues(int images, double all, IntToDoubleFunction without) {
    Checks.requireAtLeast(images, 2, "images");
    double[] values = new double[images];
    Arrays.setAll(values, without);
    double mean = Arrays.stream(values).sum() / images;
    for (int i = 0; i < images; i++) {
      values[i] = all + (images - 1) * (mean - values[i]);
    }
    return values;
  }
}
