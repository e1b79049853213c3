package dev.blindspot.train.model;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;

/**
 * Layers as their papers write them: loops over doubles, no library.
 *
 * @param parameters of the layers by name, as a graph of standard layers calls and orders them
 * @param training whether batch normalisation takes the batch's statistics, else the running ones
 */
record NaiveLayers(Map<String, double[]> parameters, boolean training) {

  /**
   * Maps of some images.
   *
   * @param values {@code [image][channel][y * side + x]}
   */
  @SuppressWarnings("ArrayRecordComponent") // numbers that nobody compares
  record Maps(double[][][] values, int side) {
    int channels() {
      return values[0].length;
    }

    Maps each(DoubleUnaryOperator function) {
      double[][][] out = new double[values.length][channels()][];
      for (int n = 0; n < values.length; n++) {
        for (int c = 0; c < channels(); c++) {
          out[n][c] = Arrays.stream(values[n][c]).map(function).toArray();
        }
      }
      return new Maps(out, side);
    }

    Maps relu() {
      return each(v -> Math.max(0, v));
    }

    Maps relu6() {
      return each(v -> Math.min(6, Math.max(0, v)));
    }

    Maps plus(Maps other) {
      double[][][] out = each(v -> v).values;
      for (int n = 0; n < out.length; n++) {
        for (int c = 0; c < channels(); c++) {
          for (int i = 0; i < side * side; i++) {
            out[n][c][i] += other.values[n][c][i];
          }
        }
      }
      return new Maps(out, side);
    }

    /** Numbers outside of the maps do not take part in a maximum, and are 0 in a sum. */
    private double at(int image, int channel, int y, int x, double outside) {
      return y < 0 || x < 0 || y >= side || x >= side
          ? outside
          : values[image][channel][y * side + x];
    }
  }

  private double[] get(String name) {
    return Objects.requireNonNull(parameters.get(name), name);
  }

  /** Pixels outside of the maps at each side, as Caffe and PyTorch have it. */
  static int centred(int kernel) {
    return kernel / 2;
  }

  /** Pixels outside of the maps at the left and the top, as TensorFlow's SAME has it. */
  static int same(int side, int kernel, int stride) {
    int outputs = (side + stride - 1) / stride;
    return Math.max(0, (outputs - 1) * stride + kernel - side) / 2;
  }

  /** With as many outputs as the input's side divided by the stride, rounded up. */
  Maps convolution(String name, Maps x, int kernel, int stride, int before) {
    double[] weights = get(name + "_W");
    int in = x.channels();
    int out = weights.length / (in * kernel * kernel);
    int side = (x.side + stride - 1) / stride;
    double[][][] y = new double[x.values.length][out][side * side];
    for (int n = 0; n < y.length; n++) {
      for (int o = 0; o < out; o++) {
        for (int at = 0; at < side * side; at++) {
          double sum = 0;
          for (int i = 0; i < in; i++) {
            for (int tap = 0; tap < kernel * kernel; tap++) {
              int row = at / side * stride - before + tap / kernel;
              int column = at % side * stride - before + tap % kernel;
              sum += weights[(o * in + i) * kernel * kernel + tap] * x.at(n, i, row, column, 0);
            }
          }
          y[n][o][at] = sum;
        }
      }
    }
    return new Maps(y, side);
  }

  /** 3x3, of weights {@code [3,3,channels,1]}. */
  Maps depthwise(String name, Maps x, int stride, int before) {
    double[] weights = get(name + "_W");
    int side = (x.side + stride - 1) / stride;
    double[][][] y = new double[x.values.length][x.channels()][side * side];
    for (int n = 0; n < y.length; n++) {
      for (int c = 0; c < x.channels(); c++) {
        for (int at = 0; at < side * side; at++) {
          for (int tap = 0; tap < 9; tap++) {
            int row = at / side * stride - before + tap / 3;
            int column = at % side * stride - before + tap % 3;
            y[n][c][at] += weights[tap * x.channels() + c] * x.at(n, c, row, column, 0);
          }
        }
      }
    }
    return new Maps(y, side);
  }

  Maps norm(String name, Maps x, double epsilon) {
    double[][][] y = new double[x.values.length][x.channels()][];
    for (int c = 0; c < x.channels(); c++) {
      double mean = get(name + "_mean")[c];
      double variance = get(name + "_var")[c];
      if (training) {
        int channel = c;
        double[] all =
            Arrays.stream(x.values).flatMapToDouble(n -> Arrays.stream(n[channel])).toArray();
        double batchMean = Arrays.stream(all).average().orElseThrow();
        mean = batchMean;
        variance =
            Arrays.stream(all).map(v -> (v - batchMean) * (v - batchMean)).average().orElseThrow();
      }
      double scale = get(name + "_gamma")[c] / Math.sqrt(variance + epsilon);
      double shift = get(name + "_beta")[c] - scale * mean;
      for (int n = 0; n < y.length; n++) {
        y[n][c] = Arrays.stream(x.values[n][c]).map(v -> scale * v + shift).toArray();
      }
    }
    return new Maps(y, x.side);
  }

  /** 3x3 maxima with stride 2. */
  static Maps pool(Maps x) {
    int side = (x.side + 1) / 2;
    double[][][] y = new double[x.values.length][x.channels()][side * side];
    for (int n = 0; n < y.length; n++) {
      for (int c = 0; c < x.channels(); c++) {
        for (int at = 0; at < side * side; at++) {
          double largest = Double.NEGATIVE_INFINITY;
          for (int tap = 0; tap < 9; tap++) {
            int row = at / side * 2 - 1 + tap / 3;
            int column = at % side * 2 - 1 + tap % 3;
            largest = Math.max(largest, x.at(n, c, row, column, Double.NEGATIVE_INFINITY));
          }
          y[n][c][at] = largest;
        }
      }
    }
    return new Maps(y, side);
  }

  /** Global average pooling, a dense layer, softmax. */
  double[][] probabilities(Maps x) {
    double[] weights = get("predictions_W");
    double[] bias = get("predictions_b");
    double[][] p = new double[x.values.length][];
    for (int n = 0; n < p.length; n++) {
      double[] powers = new double[bias.length];
      for (int k = 0; k < powers.length; k++) {
        double logit = bias[k];
        for (int c = 0; c < x.channels(); c++) {
          double mean = Arrays.stream(x.values[n][c]).average().orElseThrow();
          logit += weights[k * x.channels() + c] * mean;
        }
        powers[k] = Math.exp(logit);
      }
      double sum = Arrays.stream(powers).sum();
      p[n] = Arrays.stream(powers).map(v -> v / sum).toArray();
    }
    return p;
  }
}
