package dev.blindspot.augment;

import java.util.random.RandomGenerator;

/** Permutations of {@code 0..n-1}. */
final class Permutation {
  private Permutation() {}

  /** A uniform permutation (Fisher and Yates). */
  static int[] draw(int size, RandomGenerator random) {
    int[] values = new int[size];
    for (int i = 0; i < size; i++) {
      int j = random.nextInt(i + 1);
      values[i] = values[j];
      values[j] = i;
    }
    return values;
  }

  static boolean isPermutation(int[] values) {
    boolean[] seen = new boolean[values.length];
    for (int value : values) {
      if (value < 0 || value >= values.length || seen[value]) {
        return false;
      }
      seen[value] = true;
    }
    return true;
  }
}
