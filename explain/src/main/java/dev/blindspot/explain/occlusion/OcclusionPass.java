package dev.blindspot.explain.occlusion;

import dev.blindspot.explain.map.Checks;
import dev.blindspot.explain.progress.ProgressListener;
import java.util.List;
import java.util.stream.IntStream;

/** One grid of windows over one image: scored with every replacement, averaged over them. */
final class OcclusionPass {
  private final OcclusionEngine.Session session;
  private final String engine;
  private final WindowGrid grid;
  private final OcclusionFill fill;
  private final List<float[]> replacements;
  private final int[] targetClasses;

  OcclusionPass(
      OcclusionEngine.Session session,
      String engine,
      WindowGrid grid,
      OcclusionFill fill,
      List<float[]> replacements,
      int[] targetClasses) {
    this.session = session;
    this.engine = engine;
    this.grid = grid;
    this.fill = fill;
    this.replacements = replacements;
    this.targetClasses = targetClasses;
  }

  /** Images that are scored. */
  int work() {
    return Math.multiplyExact(grid.size(), replacements.size());
  }

  OcclusionResult run(ProgressListener progress) {
    float[] clean = session.cleanScores();
    for (int target : targetClasses) {
      Checks.require(
          target >= 0 && target < clean.length,
          "targetClass must be between 0 and %d, was %d",
          clean.length - 1,
          target);
    }
    return result(clean, mean(clean.length, progress));
  }

  private double[][] mean(int classes, ProgressListener progress) {
    List<Window> windows = IntStream.range(0, grid.size()).mapToObj(grid::window).toList();
    double[][] mean = new double[windows.size()][classes];
    for (int draw = 0; draw < replacements.size(); draw++) {
      int before = draw * windows.size();
      float[][] scores =
          session.scores(
              windows,
              replacements.get(draw),
              (step, total) -> progress.progress(before + step, work()));
      for (int position = 0; position < scores.length; position++) {
        add(scores[position], mean[position]);
      }
    }
    return mean;
  }

  private void add(float[] row, double[] mean) {
    if (row.length != mean.length) {
      throw new IllegalStateException(
          "The scorer returned %d classes after %d before.".formatted(row.length, mean.length));
    }
    for (int k = 0; k < row.length; k++) {
      mean[k] += row[k] / (double) replacements.size();
    }
  }

  private OcclusionResult result(float[] clean, double[][] mean) {
    float[][] scores = new float[targetClasses.length][mean.length];
    int[] predicted = new int[mean.length];
    for (int position = 0; position < mean.length; position++) {
      float[] row = new float[clean.length];
      for (int k = 0; k < row.length; k++) {
        row[k] = (float) mean[position][k];
      }
      predicted[position] = ClassScores.argMax(row);
      for (int i = 0; i < targetClasses.length; i++) {
        scores[i][position] = row[targetClasses[i]];
      }
    }
    return new OcclusionResult(grid, fill, engine, clean, targetClasses, scores, predicted);
  }
}
