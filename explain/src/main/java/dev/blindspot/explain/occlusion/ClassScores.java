package dev.blindspot.explain.occlusion;

/** Small functions over one row of scores. */
public final class ClassScores {
  private ClassScores() {}

  /** Index of the largest number, the first of equals; NaN never wins against a number. */
  public static int argMax(float[] scores) {
    int best = 0;
    for (int i = 1; i < scores.length; i++) {
      if (scores[i] > scores[best] || (Float.isNaN(scores[best]) && !Float.isNaN(scores[i]))) {
        best = i;
      }
    }
    return best;
  }
}
