package dev.blindspot.explain.onednn.primitive;

import java.util.Arrays;
import java.util.Random;

/** Naive loops in double precision over NCHW arrays. */
final class Reference {
  private Reference() {}

  /** Visits every product of a convolution. */
  private interface Product {
    void at(int x, int w, int y, int filter);
  }

  private static void products(ConvolutionShape s, Product product) {
    Axis r = s.rows();
    Axis c = s.columns();
    int inGroup = s.channels() / s.groups();
    int filtersOfGroup = s.filters() / s.groups();
    for (int n = 0; n < s.batch(); n++) {
      for (int k = 0; k < s.filters(); k++) {
        for (int i = 0; i < r.outputs(); i++) {
          for (int j = 0; j < c.outputs(); j++) {
            int out = ((n * s.filters() + k) * r.outputs() + i) * c.outputs() + j;
            for (int q = 0; q < inGroup; q++) {
              int channel = k / filtersOfGroup * inGroup + q;
              for (int a = 0; a < r.kernel(); a++) {
                for (int b = 0; b < c.kernel(); b++) {
                  int y = i * r.stride() - r.before() + a * r.dilation();
                  int x = j * c.stride() - c.before() + b * c.dilation();
                  if (y >= 0 && y < r.size() && x >= 0 && x < c.size()) {
                    product.at(
                        ((n * s.channels() + channel) * r.size() + y) * c.size() + x,
                        ((k * inGroup + q) * r.kernel() + a) * c.kernel() + b,
                        out,
                        k);
                  }
                }
              }
            }
          }
        }
      }
    }
  }

  static double[] forward(ConvolutionShape s, double[] x, double[] w, double[] bias) {
    double[] out = new double[length(s.output())];
    int map = s.rows().outputs() * s.columns().outputs();
    for (int i = 0; i < out.length; i++) {
      out[i] = bias[i / map % s.filters()];
    }
    products(s, (xi, wi, yi, k) -> out[yi] += x[xi] * w[wi]);
    return out;
  }

  static double[] sourceGradient(ConvolutionShape s, double[] w, double[] dy) {
    double[] out = new double[length(s.source())];
    products(s, (xi, wi, yi, k) -> out[xi] += dy[yi] * w[wi]);
    return out;
  }

  static double[] weightGradient(ConvolutionShape s, double[] x, double[] dy) {
    double[] out = new double[length(s.weights())];
    products(s, (xi, wi, yi, k) -> out[wi] += dy[yi] * x[xi]);
    return out;
  }

  static double[] biasGradient(ConvolutionShape s, double[] dy) {
    double[] out = new double[s.filters()];
    int map = s.rows().outputs() * s.columns().outputs();
    for (int i = 0; i < dy.length; i++) {
      out[i / map % s.filters()] += dy[i];
    }
    return out;
  }

  static double[] relu(double[] values) {
    return Arrays.stream(values).map(v -> Math.max(0, v)).toArray();
  }

  static int length(long... sizes) {
    return Math.toIntExact(Arrays.stream(sizes).reduce(1, (a, b) -> a * b));
  }

  /** Normally distributed, the same for the same seed. */
  static float[] random(long seed, int length) {
    Random random = new Random(seed);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  static double[] doubles(float[] values) {
    double[] out = new double[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = values[i];
    }
    return out;
  }

  /** Root mean square of the differences by that of the expected numbers. */
  static double error(float[] actual, double[] expected) {
    if (actual.length != expected.length) {
      throw new IllegalArgumentException(actual.length + " numbers for " + expected.length);
    }
    double difference = 0;
    double size = 0;
    for (int i = 0; i < actual.length; i++) {
      double d = actual[i] - expected[i];
      difference += d * d;
      size += expected[i] * expected[i];
    }
    return Math.sqrt(difference / Math.max(size, 1e-30));
  }
}
