package dev.blindspot.train.evaluate.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Counts by true and predicted class, computed once; accuracy, precision, recall and F1 are
 * functions over it.
 */
public final class Confusion {
  private final int[][] counts;

  public Confusion(Predictions predictions) {
    counts = new int[predictions.classes()][predictions.classes()];
    for (int i = 0; i < predictions.size(); i++) {
      counts[predictions.label(i)][predictions.predicted(i)]++;
    }
  }

  public int correct() {
    return IntStream.range(0, counts.length).map(k -> counts[k][k]).sum();
  }

  /** Images of a class. */
  int truly(int k) {
    return Arrays.stream(counts[k]).sum();
  }

  /** Images that are called a class. */
  int called(int k) {
    return Arrays.stream(counts).mapToInt(row -> row[k]).sum();
  }

  double precision(int k) {
    return share(counts[k][k], called(k));
  }

  double recall(int k) {
    return share(counts[k][k], truly(k));
  }

  /** 2 TP / (2 TP + FP + FN): defined also where precision is not. */
  double f1(int k) {
    return share(2 * counts[k][k], truly(k) + called(k));
  }

  /** Mean recall; NaN when a class has no image. */
  public double balancedAccuracy() {
    return IntStream.range(0, counts.length).mapToDouble(this::recall).sum() / counts.length;
  }

  List<List<Integer>> rows() {
    return Arrays.stream(counts).map(row -> Arrays.stream(row).boxed().toList()).toList();
  }

  private static double share(int part, int whole) {
    return whole == 0 ? Double.NaN : (double) part / whole;
  }
}
