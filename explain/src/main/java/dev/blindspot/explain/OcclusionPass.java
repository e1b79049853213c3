package dev.blindspot.explain;

import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One run of occlusion over one picture: scores every window, position by position and draw by
 * draw.
 */
final class OcclusionPass {
  private static final String ENGINE = "full inference";

  private final Scorer scorer;
  private final WindowGrid grid;
  private final OcclusionFill fill;
  private final List<float[]> replacements;
  private final float[] clean;
  private final int channels;
  private final int[] targetClasses;
  private final float[][] scores;
  private final int[] predicted;
  private float[] cleanScores = {};
  private double[] sum = {};

  OcclusionPass(
      Scorer scorer,
      WindowGrid grid,
      OcclusionFill fill,
      float[] clean,
      int channels,
      int[] targetClasses) {
    this.scorer = scorer;
    this.grid = grid;
    this.fill = fill;
    this.replacements = fill.replacements(clean, channels, grid.height(), grid.width());
    this.clean = clean;
    this.channels = channels;
    this.targetClasses = targetClasses;
    this.scores = new float[targetClasses.length][grid.size()];
    this.predicted = new int[grid.size()];
  }

  OcclusionResult run(int batchSize, ProgressListener progress) {
    int total = Math.multiplyExact(grid.size(), replacements.size());
    int wanted = Math.min(batchSize, total);
    try (BatchBuffer batch =
        new BatchBuffer(clean, channels, grid.height(), grid.width(), wanted)) {
      scoreClean(batch);
      for (int first = 0; first < total; first += batch.capacity()) {
        int count = Math.min(batch.capacity(), total - first);
        scoreWindows(batch, first, count);
        progress.progress(first + count, total);
      }
    }
    return new OcclusionResult(grid, fill, ENGINE, cleanScores, targetClasses, scores, predicted);
  }

  private void scoreClean(BatchBuffer batch) {
    cleanScores = rows(scorer.score(batch.first(1)), 1)[0];
    if (!batch.isClean(0)) {
      throw new IllegalStateException(
          "The scorer changed its input batch; it must work on a copy, because the batch is reused.");
    }
    for (int target : targetClasses) {
      Checks.require(
          target >= 0 && target < cleanScores.length,
          "targetClass must be between 0 and %d, was %d",
          cleanScores.length - 1,
          target);
    }
    sum = new double[cleanScores.length];
  }

  private void scoreWindows(BatchBuffer batch, int first, int count) {
    for (int slot = 0; slot < count; slot++) {
      batch.hide(
          slot, windowOf(first + slot), replacements.get((first + slot) % replacements.size()));
    }
    float[][] rows = rows(scorer.score(batch.first(count)), count);
    for (int slot = 0; slot < count; slot++) {
      batch.restore(slot, windowOf(first + slot));
      record(first + slot, rows[slot]);
    }
  }

  /** Evaluations of one position follow each other: the last draw closes the mean. */
  private void record(int evaluation, float[] row) {
    if (row.length != sum.length) {
      throw new IllegalStateException(
          "The scorer returned %d classes after %d before.".formatted(row.length, sum.length));
    }
    for (int k = 0; k < row.length; k++) {
      sum[k] += row[k];
    }
    if (evaluation % replacements.size() == replacements.size() - 1) {
      close(evaluation / replacements.size());
      Arrays.fill(sum, 0);
    }
  }

  private void close(int position) {
    float[] mean = new float[sum.length];
    for (int k = 0; k < mean.length; k++) {
      mean[k] = (float) (sum[k] / replacements.size());
    }
    predicted[position] = Scores.argMax(mean);
    for (int i = 0; i < targetClasses.length; i++) {
      scores[i][position] = mean[targetClasses[i]];
    }
  }

  private Window windowOf(int evaluation) {
    return grid.window(evaluation / replacements.size());
  }

  private static float[][] rows(INDArray scored, int count) {
    if (scored.rank() != 2 || scored.size(0) != count || scored.size(1) < 1) {
      throw new IllegalStateException(
          "The scorer must return [%d, classes] for %d pictures, returned %s"
              .formatted(count, count, Arrays.toString(scored.shape())));
    }
    return scored.toFloatMatrix();
  }
}
