package dev.blindspot.augment.random;

import java.util.random.RandomGenerator;

/** Permutations of {@code 0..n-1}. */
public final class Permutation {
  private Permutation() {}

  /** A uniform permutation (Fisher and Yates). */
  public static int[] draw(int size, RandomGenerator random) {
    int[] values = new int[size];
    for (int i = 0; i < size; i++) {
      int j = random.nextInt(i + 1);
      values[i] = values[j];
      values[j] = i;
    }
    return values;
  }

  public static boolean isPermutation(int[] values) {
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
