package dev.blindspot.explain;

import dev.blindspot.explain.ImageClassifier.EngineChoice;
import dev.blindspot.explain.map.Attribution;
import dev.blindspot.explain.map.Checks;
import dev.blindspot.explain.occlusion.MultiScaleOcclusion;
import dev.blindspot.explain.occlusion.MultiScaleOcclusion.Scale;
import dev.blindspot.explain.occlusion.OcclusionFill;
import dev.blindspot.explain.occlusion.OcclusionResult;
import dev.blindspot.explain.occlusion.ScoreScale;
import dev.blindspot.explain.progress.ProgressListener;
import java.util.List;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Occlusion sensitivity (Zeiler &amp; Fergus 2013, arXiv:1311.2901, section 4.2), by the fastest
 * exact engine that the classifier allows.
 *
 * <pre>{@code
 * Occlusion occlusion = Occlusion.of(classifier).window(16).stride(8);
 * Attribution map = occlusion.attribute(image, 1);
 * System.out.println(occlusion.engine()); // which engine ran, and why
 * }</pre>
 *
 * <p>A window slides over the image, and the map is by how much hiding a place lowers the score:
 * {@code p_c(x) - p_c(x without s)}, averaged over the windows that cover a pixel, at the image's
 * size. The paper shows the occluded probability itself. {@link #explain} also returns what was
 * predicted while each window was hidden; {@link MultiScaleOcclusion} takes windows of several
 * sizes.
 *
 * @param classifier any
 * @param windowPx side of the square window in pixels, at most the image's shorter side
 * @param stridePx step in pixels, at most {@code windowPx}
 * @param fill what the window shows
 * @param scale on which the drop is measured
 * @param batchSize images per call of a scorer, at most; not used by the incremental engine
 * @param listener is told of windows done
 */
public record Occlusion(
    ImageClassifier classifier,
    int windowPx,
    int stridePx,
    OcclusionFill fill,
    ScoreScale scale,
    int batchSize,
    ProgressListener listener)
    implements AttributionMethod {
  private static final double MID_GREY = 127.5;

  public Occlusion {
    Objects.requireNonNull(classifier, "classifier must not be null");
    Objects.requireNonNull(fill, "fill must not be null");
    Objects.requireNonNull(scale, "scale must not be null");
    Objects.requireNonNull(listener, "listener must not be null");
    Checks.require(batchSize >= 1, "batchSize must be >= 1, was %d", batchSize);
    new Scale(windowPx, stridePx); // checks both
  }

  /** Grey windows of 16 pixels, every 8 pixels. */
  public static Occlusion of(ImageClassifier classifier) {
    return new Occlusion(
        classifier,
        16,
        8,
        OcclusionFill.grey(MID_GREY),
        ScoreScale.SCORE,
        8,
        ProgressListener.NONE);
  }

  /** The side of the window in pixels; the step becomes half of it. */
  public Occlusion window(int px) {
    return new Occlusion(classifier, px, Math.max(1, px / 2), fill, scale, batchSize, listener);
  }

  /** The step of the window in pixels, at most its side. */
  public Occlusion stride(int px) {
    return new Occlusion(classifier, windowPx, px, fill, scale, batchSize, listener);
  }

  /** What the window shows. */
  public Occlusion fill(OcclusionFill shown) {
    return new Occlusion(classifier, windowPx, stridePx, shown, scale, batchSize, listener);
  }

  /** On which scale the drop is measured. */
  public Occlusion scale(ScoreScale measured) {
    return new Occlusion(classifier, windowPx, stridePx, fill, measured, batchSize, listener);
  }

  /** How many images a scorer sees at once. */
  public Occlusion batchSize(int images) {
    return new Occlusion(classifier, windowPx, stridePx, fill, scale, images, listener);
  }

  /** Who is told how far the work is. */
  public Occlusion listener(ProgressListener told) {
    return new Occlusion(classifier, windowPx, stridePx, fill, scale, batchSize, told);
  }

  /** How windows are scored, and why so. */
  public EngineChoice engine() {
    return classifier.occlusionEngine(batchSize);
  }

  @Override
  public Attribution attribute(INDArray image, int target) {
    return explain(image, target).drop(target, scale);
  }

  /**
   * Several classes in one pass, with everything that was said behind every window.
   *
   * @param image {@code [C,H,W]} or {@code [1,C,H,W]}, 0..255; not changed
   * @param targets indices of the classes whose scores are recorded
   */
  public OcclusionResult explain(INDArray image, int... targets) {
    INDArray batch = classifier.single(image);
    INDArray planes = batch.reshape(batch.size(1), batch.size(2), batch.size(3));
    return new MultiScaleOcclusion(List.of(new Scale(windowPx, stridePx)), fill)
        .explain(engine().engine(), planes, targets, listener)
        .first();
  }
}
