package dev.blindspot.explain.measure;

import dev.blindspot.explain.map.Attribution;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The places of a map from the most important to the least; of equal ones the earlier in reading
 * order comes first.
 */
final class PixelRanking {
  private final int[] order;

  PixelRanking(Attribution map) {
    float[] values = map.values();
    long[] keys = new long[values.length];
    for (int i = 0; i < keys.length; i++) {
      int bits = Float.floatToIntBits(values[i] + 0f); // -0 becomes 0
      int increasing = bits ^ (bits >> 31 & 0x7fffffff); // ordered as the numbers are
      keys[i] = ((long) ~increasing << 32) | i;
    }
    Arrays.sort(keys);
    order = Arrays.stream(keys).mapToInt(key -> (int) key).toArray();
  }

  int places() {
    return order.length;
  }

  /** The place of a rank, 0 the most important. */
  int place(int rank) {
    return order[rank];
  }

  /** The places of ranks {@code from} to {@code to - 1}. */
  BitSet between(int from, int to) {
    BitSet places = new BitSet(order.length);
    for (int rank = from; rank < to; rank++) {
      places.set(order[rank]);
    }
    return places;
  }
}
