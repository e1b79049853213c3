package dev.blindspot.explain.measure;

import java.util.BitSet;
import java.util.Random;

/**
 * Fills hidden pixels so that nobody can see what was hidden: noisy linear imputation (Rong et al.
 * 2022, ROAD, arXiv:2202.00449, section 4.2).
 *
 * <p>Every hidden pixel is the weighted mean of its eight neighbours, 1/6 for those beside it and
 * 1/12 for the diagonal ones; at the border the weights of those that exist are scaled up. Hidden
 * neighbours are unknowns, so this is a sparse linear system, symmetric and positive definite
 * ({@link NeighbourEquations}). Then normal noise is added.
 *
 * @param noise standard deviation of the noise in units of the image; 0.01 of the range in the
 *     authors' code
 */
public record NoisyLinearImputer(double noise) {
  public NoisyLinearImputer {
    if (!(noise >= 0) || !Double.isFinite(noise)) {
      throw new IllegalArgumentException("noise must be a number >= 0, was " + noise);
    }
  }

  /**
   * The image with hidden pixels filled.
   *
   * @param image {@code channels x height x width}, not changed
   * @param hidden which places are hidden, row-major; at least one must not be
   * @param random of the noise
   */
  public float[] fill(
      float[] image, int channels, int height, int width, BitSet hidden, Random random) {
    int places = height * width;
    if (image.length != channels * places) {
      throw new IllegalArgumentException(
          "image must hold %d numbers, had %d".formatted(channels * places, image.length));
    }
    if (hidden.cardinality() >= places) {
      throw new IllegalArgumentException("hidden must leave a place to be seen");
    }
    float[] filled = image.clone();
    NeighbourEquations equations = new NeighbourEquations(hidden, height, width);
    for (int c = 0; c < channels; c++) {
      double[] solution = equations.solve(image, c * places);
      for (int i = 0; i < solution.length; i++) {
        filled[c * places + equations.pixel(i)] =
            (float) (solution[i] + noise * random.nextGaussian());
      }
    }
    return filled;
  }
}
