package dev.blindspot.augment.canvas;

/** A table of the standard normal distribution's quantiles: sampling without logarithms. */
final class NormalQuantiles {
  static final int SIZE = 4096;
  private static final float[] TABLE = table();

  private NormalQuantiles() {}

  /** The quantile of {@code (i + 0.5) / 4096}. */
  static float of(int i) {
    return TABLE[i];
  }

  /** Walks along the distribution function, integrated by the trapezoidal rule. */
  private static float[] table() {
    float[] table = new float[SIZE];
    double step = 1e-4;
    double cumulated = 0.5;
    double z = 0;
    for (int i = SIZE / 2; i < SIZE; i++) {
      double target = (i + 0.5) / SIZE;
      while (cumulated < target) {
        cumulated += step * (density(z) + density(z + step)) / 2;
        z += step;
      }
      table[i] = (float) z;
      table[SIZE - 1 - i] = (float) -z;
    }
    return table;
  }

  private static double density(double z) {
    return Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
  }
}
