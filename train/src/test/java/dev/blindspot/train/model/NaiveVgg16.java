package dev.blindspot.train.model;

import dev.blindspot.train.model.KerasFile.Convolution;
import java.util.Map;

/** VGG16 up to block5_conv3 as its papers write it: loops, double sums, no library. */
final class NaiveVgg16 {
  private static final double[] IMAGENET_MEAN_BGR = {103.939, 116.779, 123.68};

  private NaiveVgg16() {}

  /**
   * Features {@code [channel][y * side + x]} of an image.
   *
   * @param bgr {@code [3][size][size]}, blue first, 0..255
   */
  static double[][] features(Map<String, Convolution> layers, float[] bgr, int size) {
    double[][] x = new double[3][size * size];
    for (int c = 0; c < 3; c++) {
      for (int p = 0; p < size * size; p++) {
        x[c][p] = bgr[c * size * size + p] - IMAGENET_MEAN_BGR[c];
      }
    }
    int side = size;
    char block = '1';
    for (Map.Entry<String, Convolution> layer : layers.entrySet()) {
      if (layer.getKey().charAt(5) != block) {
        block = layer.getKey().charAt(5);
        x = halve(x, side);
        side /= 2;
      }
      x = convolve(layer.getValue(), x, side);
    }
    return x;
  }

  /** 3 x 3, zeros outside the image, then ReLU. */
  private static double[][] convolve(Convolution layer, double[][] x, int side) {
    double[][] out = new double[layer.out()][side * side];
    double[] sums = new double[layer.out()];
    for (int p = 0; p < side * side; p++) {
      for (int o = 0; o < layer.out(); o++) {
        sums[o] = layer.bias()[o];
      }
      for (int ky = 0; ky < 3; ky++) {
        for (int kx = 0; kx < 3; kx++) {
          add(layer, x, side, p / side + ky - 1, p % side + kx - 1, 3 * ky + kx, sums);
        }
      }
      for (int o = 0; o < layer.out(); o++) {
        out[o][p] = Math.max(0, sums[o]);
      }
    }
    return out;
  }

  private static void add(
      Convolution layer, double[][] x, int side, int y, int column, int tap, double[] sums) {
    if (y < 0 || y >= side || column < 0 || column >= side) {
      return;
    }
    for (int i = 0; i < layer.in(); i++) {
      double value = x[i][y * side + column];
      int row = (tap * layer.in() + i) * layer.out();
      for (int o = 0; o < layer.out(); o++) {
        sums[o] += value * layer.kernel()[row + o];
      }
    }
  }

  private static double[][] halve(double[][] x, int side) {
    int half = side / 2;
    double[][] out = new double[x.length][half * half];
    for (int c = 0; c < x.length; c++) {
      for (int p = 0; p < half * half; p++) {
        int corner = 2 * (p / half) * side + 2 * (p % half);
        out[c][p] =
            Math.max(
                Math.max(x[c][corner], x[c][corner + 1]),
                Math.max(x[c][corner + side], x[c][corner + side + 1]));
      }
    }
    return out;
  }
}
