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
    List<Window> windows = IntStream.range(0, grid.size()).mapToObj(grid::window).toList();
    return result(clean, session.meanScores(windows, replacements, progress));
  }

  private OcclusionResult result(float[] clean, float[][] mean) {
    float[][] scores = new float[targetClasses.length][mean.length];
    int[] predicted = new int[mean.length];
    for (int position = 0; position < mean.length; position++) {
      predicted[position] = ClassScores.argMax(mean[position]);
      for (int i = 0; i < targetClasses.length; i++) {
        scores[i][position] = mean[position][targetClasses[i]];
      }
    }
    return new OcclusionResult(grid, fill, engine, clean, targetClasses, scores, predicted);
  }
}
