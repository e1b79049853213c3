package dev.blindspot.explain.measure;

import dev.blindspot.explain.Attribution;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;

/** How alike two maps of the same size are. Undefined for flat maps and for NaN. */
public final class Similarity {
  private Similarity() {}

  /** Spearman's rank correlation, -1..1; equal values share their mean rank. */
  public static Measurement spearman(Attribution first, Attribution second) {
    String trouble = trouble(first, second);
    if (!trouble.isEmpty()) {
      return Measurement.undefined(trouble);
    }
    return Measurement.of(pearson(ranks(first.values()), ranks(second.values())));
  }

  /**
   * Share of the {@code k} highest places of one map that are among the {@code k} highest of the
   * other, 0..1; of equal values the earlier in reading order is the higher.
   *
   * @param fraction of the places, {@code k = max(1, round(fraction x places))}
   */
  public static Measurement topOverlap(Attribution first, Attribution second, double fraction) {
    if (!(fraction > 0 && fraction <= 1)) {
      throw new IllegalArgumentException("fraction must be in (0, 1], was " + fraction);
    }
    String trouble = trouble(first, second);
    if (!trouble.isEmpty()) {
      return Measurement.undefined(trouble);
    }
    int k = Math.max(1, (int) Math.round(fraction * first.height() * first.width()));
    BitSet common = top(first.values(), k);
    common.and(top(second.values(), k));
    return Measurement.of((double) common.cardinality() / k);
  }

  private static String trouble(Attribution first, Attribution second) {
    if (first.height() != second.height() || first.width() != second.width()) {
      throw new IllegalArgumentException(
          "second must have the size of the first map, %d x %d, was %d x %d"
              .formatted(first.height(), first.width(), second.height(), second.width()));
    }
    String trouble = Trouble.of(first);
    return trouble.isEmpty() ? Trouble.of(second) : trouble;
  }

  private static double[] ranks(float[] values) {
    Integer[] order = order(values);
    double[] ranks = new double[values.length];
    for (int start = 0; start < order.length; ) {
      int end = start + 1;
      while (end < order.length && values[order[end]] == values[order[start]]) {
        end++;
      }
      for (int i = start; i < end; i++) {
        ranks[order[i]] = (start + end - 1) / 2.0;
      }
      start = end;
    }
    return ranks;
  }

  private static double pearson(double[] a, double[] b) {
    double middle = (a.length - 1) / 2.0; // the mean of ranks 0..n-1, tied or not
    double product = 0;
    double squareA = 0;
    double squareB = 0;
    for (int i = 0; i < a.length; i++) {
      product += (a[i] - middle) * (b[i] - middle);
      squareA += (a[i] - middle) * (a[i] - middle);
      squareB += (b[i] - middle) * (b[i] - middle);
    }
    return product / Math.sqrt(squareA * squareB);
  }

  private static BitSet top(float[] values, int k) {
    Integer[] order = order(values);
    BitSet top = new BitSet();
    Arrays.stream(order, 0, k).forEach(top::set);
    return top;
  }

  /** Indices from the highest value to the lowest; stable. */
  private static Integer[] order(float[] values) {
    Integer[] order = new Integer[values.length];
    Arrays.setAll(order, i -> i);
    // adding 0 makes -0 and 0 equal
    Arrays.sort(order, Comparator.comparingDouble((Integer i) -> -values[i] + 0.0));
    return order;
  }
}
