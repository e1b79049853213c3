package dev.blindspot.explain.map;

/** Separable Gaussian blur of planar float images, border replicated, kernel cut at three sigma. */
public final class GaussianBlur {
  private GaussianBlur() {}

  /**
   * A blurred copy.
   *
   * @param image {@code [channels][height][width]}, flat
   * @param sigma standard deviation in pixels, above 0
   */
  public static float[] blur(float[] image, int channels, int height, int width, double sigma) {
    Checks.require(sigma > 0, "sigma must be > 0, was %s", sigma);
    float[] kernel = kernel(sigma);
    float[] rows = new float[image.length];
    float[] out = new float[image.length];
    for (int line = 0; line < channels * height; line++) {
      convolve(image, rows, line * width, 1, width, kernel);
    }
    for (int c = 0; c < channels; c++) {
      for (int x = 0; x < width; x++) {
        convolve(rows, out, c * height * width + x, width, height, kernel);
      }
    }
    return out;
  }

  private static void convolve(
      float[] from, float[] to, int start, int step, int length, float[] kernel) {
    int radius = kernel.length / 2;
    for (int i = 0; i < length; i++) {
      float sum = 0;
      for (int k = -radius; k <= radius; k++) {
        int at = Math.max(0, Math.min(length - 1, i + k));
        sum += kernel[k + radius] * from[start + at * step];
      }
      to[start + i * step] = sum;
    }
  }

  private static float[] kernel(double sigma) {
    int radius = Math.max(1, (int) Math.ceil(3 * sigma));
    double[] weights = new double[2 * radius + 1];
    double sum = 0;
    for (int i = -radius; i <= radius; i++) {
      weights[i + radius] = Math.exp(-i * i / (2 * sigma * sigma));
      sum += weights[i + radius];
    }
    float[] kernel = new float[weights.length];
    for (int i = 0; i < kernel.length; i++) {
      kernel[i] = (float) (weights[i] / sum);
    }
    return kernel;
  }
}
