package dev.blindspot.explain.occlusion;

import dev.blindspot.explain.map.Checks;
import dev.blindspot.explain.progress.ProgressListener;
import java.util.List;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Occlusion sensitivity (Zeiler &amp; Fergus 2013, arXiv:1311.2901, section 4.2): slide a window
 * over the image and see how the answer changes.
 *
 * <p>For every position {@code s} of the window and class {@code c} the score {@code p_c(x without
 * s)} is recorded; the map is the drop {@code p_c(x) - p_c(x without s)}, averaged over the windows
 * that cover a pixel. The paper slides a grey square and shows the occluded probability itself; the
 * drop differs from it by sign and a constant and has 0 where nothing happens.
 *
 * <p>Work: {@code grid.size() x draws of the fill} forward passes of one image. Memory: one batch
 * (cut to the memory that is free) and one float per target class and position.
 *
 * @param windowPx side of the square window in pixels, at most the image's shorter side
 * @param stridePx step in pixels, at most {@code windowPx}
 * @param fill what the window shows
 * @param batchSize images per call of the scorer, at most; not used with other engines
 */
public record OcclusionSensitivity(int windowPx, int stridePx, OcclusionFill fill, int batchSize) {

  public OcclusionSensitivity {
    WindowGrid.requireCovering(windowPx, stridePx);
    Objects.requireNonNull(fill, "fill must not be null");
    Checks.require(batchSize >= 1, "batchSize must be >= 1, was %d", batchSize);
  }

  /** Explains one class without reporting progress. */
  public OcclusionResult explain(Scorer scorer, INDArray image, int targetClass) {
    return explain(scorer, image, targetClass, ProgressListener.NONE);
  }

  /** Explains one class. */
  public OcclusionResult explain(
      Scorer scorer, INDArray image, int targetClass, ProgressListener progress) {
    return explain(scorer, image, new int[] {targetClass}, progress);
  }

  /**
   * Explains several classes in one pass.
   *
   * @param scorer the classifier
   * @param image {@code [C,H,W]}, 0..255, of any floating type; not changed
   * @param targetClasses indices of the classes whose scores are recorded
   * @param progress is told of forward passes of single images, once per batch
   * @throws IllegalArgumentException if the image does not have three dimensions, or a class is not
   *     one of the scorer's
   * @throws IllegalStateException if the scorer answers with something other than {@code [N,K]}, or
   *     changes its input
   */
  public OcclusionResult explain(
      Scorer scorer, INDArray image, int[] targetClasses, ProgressListener progress) {
    return explain(new FullInference(scorer, batchSize), image, targetClasses, progress);
  }

  /** As {@link #explain(Scorer, INDArray, int[], ProgressListener)}, with an engine of choice. */
  public OcclusionResult explain(
      OcclusionEngine engine, INDArray image, int[] targetClasses, ProgressListener progress) {
    return new MultiScaleOcclusion(List.of(new MultiScaleOcclusion.Scale(windowPx, stridePx)), fill)
        .explain(engine, image, targetClasses, progress)
        .first();
  }
}
