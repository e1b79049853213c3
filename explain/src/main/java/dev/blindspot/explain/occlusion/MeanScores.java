package dev.blindspot.explain.occlusion;

import dev.blindspot.explain.progress.ProgressListener;
import java.util.List;

/** Scores of windows, averaged over what they show; summed in double precision. */
final class MeanScores {
  private MeanScores() {}

  static float[][] of(
      OcclusionEngine.Session session,
      List<Window> windows,
      List<float[]> replacements,
      ProgressListener progress) {
    int classes = session.cleanScores().length;
    int work = Math.multiplyExact(windows.size(), replacements.size());
    double[][] sums = new double[windows.size()][classes];
    for (int draw = 0; draw < replacements.size(); draw++) {
      int before = draw * windows.size();
      float[][] scores =
          session.scores(
              windows,
              replacements.get(draw),
              (step, total) -> progress.progress(before + step, work));
      for (int w = 0; w < scores.length; w++) {
        add(scores[w], sums[w], replacements.size());
      }
    }
    return floats(sums);
  }

  private static void add(float[] row, double[] sum, int count) {
    if (row.length != sum.length) {
      throw new IllegalStateException(
          "The scorer returned %d classes after %d before.".formatted(row.length, sum.length));
    }
    for (int k = 0; k < row.length; k++) {
      sum[k] += row[k] / (double) count;
    }
  }

  private static float[][] floats(double[][] sums) {
    float[][] floats = new float[sums.length][];
    for (int i = 0; i < sums.length; i++) {
      floats[i] = new float[sums[i].length];
      for (int k = 0; k < floats[i].length; k++) {
        floats[i][k] = (float) sums[i][k];
      }
    }
    return floats;
  }
}
