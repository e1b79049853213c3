package dev.blindspot.explain.measure;

import java.util.Arrays;
import java.util.BitSet;

/**
 * The equations of one mask: {@code diagonal x - sum of weights x neighbour = known part}, solved
 * by conjugate gradients. What they are preconditioned with is a V-cycle over sums of 2 x 2
 * unknowns ({@link Unknowns}): the diagonal alone would take hundreds of steps to carry a value
 * across a large hidden place.
 */
final class NeighbourEquations {
  private static final double BESIDE = 1 / 6.0;
  private static final double DIAGONAL = 1 / 12.0;
  private static final double TOLERANCE = 1e-4; // of the right hand side's norm

  private final int[] pixels;
  private final int[] known; // per equation and direction: pixel with a value, -1 if none
  private final Unknowns unknowns;

  NeighbourEquations(BitSet hidden, int height, int width) {
    pixels = hidden.stream().toArray();
    known = new int[Unknowns.NEIGHBOURS * pixels.length];
    Arrays.fill(known, -1);
    unknowns = new Unknowns(pixels, height, width);
    for (int i = 0; i < pixels.length; i++) {
      for (int d = 0; d < Unknowns.NEIGHBOURS; d++) {
        int y = pixels[i] / width + Unknowns.DY[d];
        int x = pixels[i] % width + Unknowns.DX[d];
        if (y >= 0 && y < height && x >= 0 && x < width) {
          int pixel = y * width + x;
          unknowns.addToDiagonal(i, weight(d));
          if (hidden.get(pixel)) {
            unknowns.connect(i, d, pixel, weight(d));
          } else {
            known[Unknowns.NEIGHBOURS * i + d] = pixel;
          }
        }
      }
    }
    unknowns.sumUp();
  }

  private static double weight(int direction) {
    return Unknowns.DY[direction] == 0 || Unknowns.DX[direction] == 0 ? BESIDE : DIAGONAL;
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
      for (int d = 0; d < Unknowns.NEIGHBOURS; d++) {
        int pixel = known[Unknowns.NEIGHBOURS * i + d];
        right[i] += pixel < 0 ? 0 : weight(d) * (image[plane + pixel] - mean);
      }
    }
    return right;
  }

  private double[] conjugateGradients(double[] right) {
    double[] x = new double[right.length];
    double[] residual = right.clone();
    double[] z = unknowns.cycle(residual);
    double[] direction = z.clone();
    double rz = dot(residual, z);
    double enough = TOLERANCE * TOLERANCE * dot(right, right);
    for (int step = 0; step < 10 * right.length && dot(residual, residual) > enough; step++) {
      double[] image = unknowns.times(direction);
      double alpha = rz / dot(direction, image);
      add(x, alpha, direction);
      add(residual, -alpha, image);
      z = unknowns.cycle(residual);
      double next = dot(residual, z);
      double beta = next / rz;
      for (int i = 0; i < direction.length; i++) {
        direction[i] = z[i] + beta * direction[i];
      }
      rz = next;
    }
    return x;
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
