package dev.blindspot.train.evaluate.stats;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Holm's step-down correction (Holm 1979, "A simple sequentially rejective multiple test
 * procedure"): among many arms one looks better by chance, and rejecting the adjusted p values
 * below 0.05 keeps the chance of any such mistake below 0.05.
 */
public final class Holm {
  private Holm() {}

  /**
   * Adjusted p values in the order of the given ones: the k-th smallest of m is multiplied by m - k
   * + 1, made monotone, and cut at 1.
   */
  public static double[] adjust(double... p) {
    List<Integer> order =
        IntStream.range(0, p.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> p[i]))
            .toList();
    double[] adjusted = new double[p.length];
    double least = 0;
    for (int rank = 0; rank < p.length; rank++) {
      int i = order.get(rank);
      least = Math.max(least, Math.min(1, (p.length - rank) * p[i]));
      adjusted[i] = least;
    }
    return adjusted;
  }
}
