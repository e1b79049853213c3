package dev.blindspot.explain.measure;

/**
 * Mean structural similarity (Wang et al. 2004, IEEE TIP 13(4), section III): Gaussian window of 11
 * x 11 with standard deviation 1.5, {@code K1 = 0.01}, {@code K2 = 0.03}, where the window lies
 * inside of the image. Smaller images are one window, evenly weighted.
 */
final class StructuralSimilarity {
  private static final int SIDE = 11;
  private static final double SIGMA = 1.5;
  private static final double[] GAUSS = gauss();

  private final float[] a;
  private final float[] b;
  private final int width;
  private final double c1;
  private final double c2;

  private StructuralSimilarity(float[] a, float[] b, int width, double range) {
    this.a = a;
    this.b = b;
    this.width = width;
    this.c1 = 0.01 * range * 0.01 * range;
    this.c2 = 0.03 * range * 0.03 * range;
  }

  /**
   * @param range largest minus smallest value that both share
   */
  static double of(float[] a, float[] b, int height, int width, double range) {
    StructuralSimilarity ssim = new StructuralSimilarity(a, b, width, range);
    if (height < SIDE || width < SIDE) {
      return ssim.at(0, 0, height, width, false);
    }
    double sum = 0;
    for (int y = 0; y + SIDE <= height; y++) {
      for (int x = 0; x + SIDE <= width; x++) {
        sum += ssim.at(y, x, SIDE, SIDE, true);
      }
    }
    return sum / ((height - SIDE + 1.0) * (width - SIDE + 1.0));
  }

  private double at(int top, int left, int rows, int columns, boolean weighted) {
    double meanA = 0;
    double meanB = 0;
    double squareA = 0;
    double squareB = 0;
    double product = 0;
    for (int dy = 0; dy < rows; dy++) {
      for (int dx = 0; dx < columns; dx++) {
        double weight = weighted ? GAUSS[dy] * GAUSS[dx] : 1.0 / ((double) rows * columns);
        double va = a[(top + dy) * width + left + dx];
        double vb = b[(top + dy) * width + left + dx];
        meanA += weight * va;
        meanB += weight * vb;
        squareA += weight * va * va;
        squareB += weight * vb * vb;
        product += weight * va * vb;
      }
    }
    double varianceA = squareA - meanA * meanA;
    double varianceB = squareB - meanB * meanB;
    double covariance = product - meanA * meanB;
    return (2 * meanA * meanB + c1)
        * (2 * covariance + c2)
        / ((meanA * meanA + meanB * meanB + c1) * (varianceA + varianceB + c2));
  }

  private static double[] gauss() {
    double[] weights = new double[SIDE];
    double sum = 0;
    for (int i = 0; i < SIDE; i++) {
      double d = i - SIDE / 2;
      weights[i] = Math.exp(-d * d / (2 * SIGMA * SIGMA));
      sum += weights[i];
    }
    for (int i = 0; i < SIDE; i++) {
      weights[i] /= sum;
    }
    return weights;
  }
}
