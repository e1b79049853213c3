package dev.blindspot.explain.measure;

import dev.blindspot.explain.map.Attribution;
import java.util.BitSet;

/** How alike two maps of the same size are. Undefined for flat maps and for NaN. */
public final class Similarity {
  private Similarity() {}

  /** Spearman's rank correlation, -1..1; equal values share their mean rank. */
  public static Measurement spearman(Attribution first, Attribution second) {
    String trouble = trouble(first, second);
    if (!trouble.isEmpty()) {
      return Measurement.undefined(trouble);
    }
    return Measurement.of(pearson(ranks(first), ranks(second)));
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
    BitSet common = new PixelRanking(first).between(0, k);
    common.and(new PixelRanking(second).between(0, k));
    return Measurement.of((double) common.cardinality() / k);
  }

  /**
   * Mean structural similarity (Wang et al. 2004), at most 1, which only equal maps reach. The
   * dynamic range is that of both maps together, so that it matters how strong a map is.
   */
  public static Measurement ssim(Attribution first, Attribution second) {
    String trouble = trouble(first, second);
    if (!trouble.isEmpty()) {
      return Measurement.undefined(trouble);
    }
    double range =
        (double) Math.max(first.max(), second.max()) - Math.min(first.min(), second.min());
    return Measurement.of(
        StructuralSimilarity.of(
            first.values(), second.values(), first.height(), first.width(), range));
  }

  private static String trouble(Attribution first, Attribution second) {
    if (first.height() != second.height() || first.width() != second.width()) {
      throw new IllegalArgumentException(
          "second must have the size of the first map, %d x %d, was %d x %d"
              .formatted(first.height(), first.width(), second.height(), second.width()));
    }
    String trouble = UndefinedReason.of(first);
    return trouble.isEmpty() ? UndefinedReason.of(second) : trouble;
  }

  private static double[] ranks(Attribution map) {
    PixelRanking order = new PixelRanking(map);
    double[] ranks = new double[order.places()];
    for (int start = 0; start < ranks.length; ) {
      int end = start + 1;
      float value = map.at(order.place(start) / map.width(), order.place(start) % map.width());
      while (end < ranks.length
          && map.at(order.place(end) / map.width(), order.place(end) % map.width()) == value) {
        end++;
      }
      for (int i = start; i < end; i++) {
        ranks[order.place(i)] = (start + end - 1) / 2.0;
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
}
