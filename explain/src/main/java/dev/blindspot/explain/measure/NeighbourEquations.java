package dev.blindspot.explain.measure;

import java.util.Arrays;
import java.util.BitSet;

/** The equations of one mask: {@code diagonal x - sum of weights x neighbour = known part}. */
final class NeighbourEquations {
  private static final double BESIDE = 1 / 6.0;
  private static final double DIAGONAL = 1 / 12.0;
  private static final double TOLERANCE = 1e-4; // of the right hand side's norm
  private static final int NEIGHBOURS = 8;
  private static final int[] DY = {-1, -1, -1, 0, 0, 1, 1, 1};
  private static final int[] DX = {-1, 0, 1, -1, 1, -1, 0, 1};

  private final int[] pixels;
  private final int[] unknown; // per equation and direction: index of the unknown, -1 if none
  private final int[] known; // per equation and direction: pixel with a value, -1 if none
  private final double[] diagonal;

  NeighbourEquations(BitSet hidden, int height, int width) {
    pixels = hidden.stream().toArray();
    int[] index = new int[height * width];
    for (int i = 0; i < pixels.length; i++) {
      index[pixels[i]] = i;
    }
    unknown = new int[NEIGHBOURS * pixels.length];
    known = new int[NEIGHBOURS * pixels.length];
    diagonal = new double[pixels.length];
    Arrays.fill(unknown, -1);
    Arrays.fill(known, -1);
    for (int i = 0; i < pixels.length; i++) {
      for (int d = 0; d < NEIGHBOURS; d++) {
        int y = pixels[i] / width + DY[d];
        int x = pixels[i] % width + DX[d];
        if (y >= 0 && y < height && x >= 0 && x < width) {
          int pixel = y * width + x;
          boolean open = hidden.get(pixel);
          (open ? unknown : known)[NEIGHBOURS * i + d] = open ? index[pixel] : pixel;
          diagonal[i] += weight(d);
        }
      }
    }
  }

  private static double weight(int direction) {
    return DY[direction] == 0 || DX[direction] == 0 ? BESIDE : DIAGONAL;
  }

  /** The pixel that an unknown stands for. */
  int pixel(int unknownIndex) {
    return pixels[unknownIndex];
  }

  /** The unknowns of one channel, which starts at {@code plane} in the image. */
  double[] solve(float[] image, int plane) {
    double mean = 0; // the unknowns are measured from the mean of what is seen beside them
    int seen = 0;
    for (int pixel : known) {
      mean += pixel >= 0 ? image[plane + pixel] : 0;
      seen += pixel >= 0 ? 1 : 0;
    }
    mean = seen == 0 ? 0 : mean / seen;
    double[] right = right(image, plane, mean);
    double[] solution = conjugateGradients(right);
    for (int i = 0; i < solution.length; i++) {
      solution[i] += mean;
    }
    return solution;
  }

  private double[] right(float[] image, int plane, double mean) {
    double[] right = new double[pixels.length];
    for (int i = 0; i < right.length; i++) {
      for (int d = 0; d < NEIGHBOURS; d++) {
        int pixel = known[NEIGHBOURS * i + d];
        right[i] += pixel < 0 ? 0 : weight(d) * (image[plane + pixel] - mean);
      }
    }
    return right;
  }

  private double[] conjugateGradients(double[] right) {
    double[] x = new double[right.length];
    double[] residual = right.clone();
    double[] z = preconditioned(residual);
    double[] direction = z.clone();
    double rz = dot(residual, z);
    double enough = TOLERANCE * TOLERANCE * dot(right, right);
    for (int step = 0; step < 10 * right.length && dot(residual, residual) > enough; step++) {
      double[] image = times(direction);
      double alpha = rz / dot(direction, image);
      add(x, alpha, direction);
      add(residual, -alpha, image);
      z = preconditioned(residual);
      double next = dot(residual, z);
      double beta = next / rz;
      for (int i = 0; i < direction.length; i++) {
        direction[i] = z[i] + beta * direction[i];
      }
      rz = next;
    }
    return x;
  }

  private double[] times(double[] x) {
    double[] product = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      double sum = diagonal[i] * x[i];
      for (int d = 0; d < NEIGHBOURS; d++) {
        int j = unknown[NEIGHBOURS * i + d];
        sum -= j < 0 ? 0 : weight(d) * x[j];
      }
      product[i] = sum;
    }
    return product;
  }

  private double[] preconditioned(double[] residual) {
    double[] z = new double[residual.length];
    for (int i = 0; i < z.length; i++) {
      z[i] = residual[i] / diagonal[i];
    }
    return z;
  }

  private static void add(double[] to, double factor, double[] what) {
    for (int i = 0; i < to.length; i++) {
      to[i] += factor * what[i];
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
