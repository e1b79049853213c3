package dev.blindspot.explain.occlusion;

import dev.blindspot.explain.map.Checks;
import dev.blindspot.explain.progress.ProgressListener;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Scores every window by showing the whole image to a classifier: works on any {@link Scorer}.
 * Memory is one batch, whose size is cut to what is free ({@link MicroBatch}).
 *
 * @param scorer the classifier
 * @param batchSize images per call of the scorer, at most
 */
public record FullInference(Scorer scorer, int batchSize) implements OcclusionEngine {
  private static final String NAME = "full inference";

  public FullInference {
    Objects.requireNonNull(scorer, "scorer must not be null");
    Checks.require(batchSize >= 1, "batchSize must be >= 1, was %d", batchSize);
  }

  @Override
  public String name() {
    return NAME;
  }

  /**
   * @throws IllegalStateException if the scorer answers with something other than {@code [N,K]}, or
   *     changes its input
   */
  @Override
  public Session open(float[] image, int channels, int height, int width) {
    return new Images(scorer, batchSize, image.clone(), channels, height, width);
  }

  private static final class Images implements Session {
    private final Scorer scorer;
    private final int batchSize;
    private final float[] clean;
    private final int channels;
    private final int height;
    private final int width;
    private final float[] cleanScores;

    Images(Scorer scorer, int batchSize, float[] clean, int channels, int height, int width) {
      this.scorer = scorer;
      this.batchSize = MicroBatch.within(batchSize, clean.length);
      this.clean = clean;
      this.channels = channels;
      this.height = height;
      this.width = width;
      try (BatchBuffer batch = new BatchBuffer(clean, channels, height, width, 1)) {
        this.cleanScores = rows(scorer.score(batch.first(1)), 1)[0];
        if (!batch.isClean(0)) {
          throw new IllegalStateException(
              "The scorer changed its input batch; it must work on a copy, because the batch is"
                  + " reused.");
        }
      }
    }

    @Override
    public float[] cleanScores() {
      return cleanScores.clone();
    }

    @Override
    public float[][] scores(List<Window> windows, float[] replacement, ProgressListener progress) {
      requireFitting(windows, replacement);
      float[][] scores = new float[windows.size()][];
      int wanted = Math.max(1, Math.min(batchSize, windows.size()));
      try (BatchBuffer batch = new BatchBuffer(clean, channels, height, width, wanted)) {
        for (int first = 0; first < scores.length; first += batch.capacity()) {
          int count = Math.min(batch.capacity(), scores.length - first);
          score(batch, windows.subList(first, first + count), replacement, first, scores);
          progress.progress(first + count, scores.length);
        }
      }
      return scores;
    }

    private void requireFitting(List<Window> windows, float[] replacement) {
      Checks.require(
          replacement.length == clean.length,
          "replacement must have %d numbers as the image, had %d",
          clean.length,
          replacement.length);
      for (Window window : windows) {
        Checks.require(
            window.isInside(height, width),
            "window must lie inside the image of %d x %d, was %s",
            width,
            height,
            window);
      }
    }

    private void score(
        BatchBuffer batch, List<Window> windows, float[] replacement, int first, float[][] scores) {
      int count = windows.size();
      for (int slot = 0; slot < count; slot++) {
        batch.hide(slot, windows.get(slot), replacement);
      }
      float[][] rows = rows(scorer.score(batch.first(count)), count);
      for (int slot = 0; slot < count; slot++) {
        batch.restore(slot, windows.get(slot));
        scores[first + slot] = rows[slot];
      }
    }

    private static float[][] rows(INDArray scored, int count) {
      if (scored.rank() != 2 || scored.size(0) != count || scored.size(1) < 1) {
        throw new IllegalStateException(
            "The scorer must return [%d, classes] for %d images, returned %s"
                .formatted(count, count, Arrays.toString(scored.shape())));
      }
      return scored.toFloatMatrix();
    }

    @Override
    public long bytes() {
      return (long) Float.BYTES * clean.length;
    }

    @Override
    public void close() {
      // nothing is kept between calls
    }
  }
}
