package dev.blindspot.explain.measure;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Unknowns on a grid, each connected with those of its eight neighbours that are unknown too, and
 * the same equations summed up over 2 x 2 of them, and so on (aggregation multigrid; Braess 1995,
 * Computing 55).
 */
final class Unknowns {
  static final int NEIGHBOURS = 8;
  static final int[] DY = {-1, -1, -1, 0, 0, 1, 1, 1};
  static final int[] DX = {-1, 0, 1, -1, 1, -1, 0, 1};

  /** Constant sums overestimate how stiff smooth errors are, by about this (Braess 1995). */
  private static final double CORRECTION = 1.8;

  private final int[] places;
  private final int height;
  private final int width;
  private final int[] index; // by place: of the unknown, -1 if there is none
  private final int[] neighbour; // per unknown and direction: index of the unknown, -1 if none
  private final double[] weight;
  private final double[] diagonal;
  private final int[] parent; // per unknown: which of the sums it is in
  private @Nullable Unknowns sums;

  /**
   * Unknowns without connections.
   *
   * @param places row-major, ascending
   */
  Unknowns(int[] places, int height, int width) {
    this.places = places;
    this.height = height;
    this.width = width;
    this.index = new int[height * width];
    this.neighbour = new int[NEIGHBOURS * places.length];
    this.weight = new double[NEIGHBOURS * places.length];
    this.diagonal = new double[places.length];
    this.parent = new int[places.length];
    Arrays.fill(index, -1);
    Arrays.fill(neighbour, -1);
    for (int i = 0; i < places.length; i++) {
      index[places[i]] = i;
    }
  }

  void addToDiagonal(int unknown, double amount) {
    diagonal[unknown] += amount;
  }

  /** Adds to the weight of a connection. */
  void connect(int unknown, int direction, int place, double amount) {
    neighbour[NEIGHBOURS * unknown + direction] = index[place];
    weight[NEIGHBOURS * unknown + direction] += amount;
  }

  /** To be called once, when all connections are there. */
  void sumUp() {
    int columns = (width + 1) / 2;
    int[] blocks =
        Arrays.stream(places).map(at -> block(at, columns)).sorted().distinct().toArray();
    if (blocks.length == places.length) {
      return;
    }
    Unknowns coarse = new Unknowns(blocks, (height + 1) / 2, columns);
    for (int i = 0; i < places.length; i++) {
      int block = block(places[i], columns);
      parent[i] = coarse.index[block];
      coarse.addToDiagonal(parent[i], diagonal[i]);
      for (int d = 0; d < NEIGHBOURS; d++) {
        int j = neighbour[NEIGHBOURS * i + d];
        if (j >= 0) {
          coarse.join(parent[i], block, block(places[j], columns), weight[NEIGHBOURS * i + d]);
        }
      }
    }
    sums = coarse;
    coarse.sumUp();
  }

  private int block(int place, int columns) {
    return place / width / 2 * columns + place % width / 2;
  }

  private void join(int unknown, int place, int other, double amount) {
    if (place == other) {
      addToDiagonal(unknown, -amount);
      return;
    }
    int dy = other / width - place / width;
    int dx = other % width - place % width;
    int direction = 0;
    while (DY[direction] != dy || DX[direction] != dx) {
      direction++;
    }
    connect(unknown, direction, other, amount);
  }

  /** The equations' left hand side. */
  double[] times(double[] x) {
    double[] product = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      double sum = diagonal[i] * x[i];
      for (int d = NEIGHBOURS * i; d < NEIGHBOURS * (i + 1); d++) {
        int j = neighbour[d];
        sum -= j < 0 ? 0 : weight[d] * x[j];
      }
      product[i] = sum;
    }
    return product;
  }

  /**
   * One V-cycle with a Jacobi step on either side: about the solution, symmetric in the residual.
   */
  double[] cycle(double[] residual) {
    double[] z = new double[residual.length];
    jacobi(z, residual);
    if (sums == null) {
      return z;
    }
    double[] left = left(residual, z);
    double[] summed = new double[sums.places.length];
    for (int i = 0; i < left.length; i++) {
      summed[parent[i]] += left[i];
    }
    double[] correction = sums.cycle(summed);
    for (int i = 0; i < z.length; i++) {
      z[i] += CORRECTION * correction[parent[i]];
    }
    jacobi(z, left(residual, z));
    return z;
  }

  private double[] left(double[] residual, double[] z) {
    double[] left = times(z);
    for (int i = 0; i < left.length; i++) {
      left[i] = residual[i] - left[i];
    }
    return left;
  }

  private void jacobi(double[] z, double[] residual) {
    for (int i = 0; i < z.length; i++) {
      z[i] += residual[i] / diagonal[i];
    }
  }
}
