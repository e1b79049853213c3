package dev.blindspot.train.ablation;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Holm's correction for several tests (Holm 1979, "A simple sequentially rejective multiple test
 * procedure"): the adjusted p-values may be compared with 0.05 as if there had been one test.
 */
final class Holm {
  private Holm() {}

  /** Adjusted p-values in the order of the given ones. */
  static double[] adjust(double[] p) {
    List<Integer> order =
        IntStream.range(0, p.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> p[i]))
            .toList();
    double[] adjusted = new double[p.length];
    double highest = 0;
    for (int rank = 0; rank < p.length; rank++) {
      int i = order.get(rank);
      highest = Math.max(highest, Math.min(1, (p.length - rank) * p[i]));
      adjusted[i] = highest;
    }
    return adjusted;
  }
}
