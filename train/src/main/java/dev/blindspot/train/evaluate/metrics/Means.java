package dev.blindspot.train.evaluate.metrics;

import java.util.Arrays;
import java.util.List;

/** Means of numbers per image. */
public final class Means {
  private Means() {}

  /** The mean; NaN for none. */
  public static double of(double... values) {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }

  /** Image by image, the mean over several scores of it. */
  public static double[] perImage(List<double[]> scores) {
    double[] means = new double[scores.get(0).length];
    for (double[] of : scores) {
      for (int i = 0; i < means.length; i++) {
        means[i] += of[i] / scores.size();
      }
    }
    return means;
  }
}
