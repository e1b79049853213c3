package dev.blindspot.explain.measure;

import dev.blindspot.explain.map.Attribution;
import dev.blindspot.explain.map.Checks;
import dev.blindspot.explain.occlusion.MaskedImages;
import dev.blindspot.explain.occlusion.OcclusionFill;
import dev.blindspot.explain.occlusion.Scorer;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.IntFunction;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Deletion and insertion (Petsiuk et al. 2018, RISE, arXiv:1806.07421, section 4.3): remove the
 * pixels from the most important to the least, or show them in that order, and watch the score.
 *
 * <p>A map is faithful when deletion lowers the score fast (small area) and insertion raises it
 * fast (large area). With {@code n} scores the area is {@code (sum - first/2 - last/2) / (n - 1)}.
 * A map that is flat or holds NaN has no order, and no area.
 *
 * @param steps removals until nothing is left; there are {@code steps + 1} scores
 * @param deleted what deleted pixels show
 * @param canvas what pixels show before they are inserted
 * @param batchSize images per call of the scorer
 */
public record DeletionInsertion(
    int steps, OcclusionFill deleted, OcclusionFill canvas, int batchSize) {

  public DeletionInsertion {
    Objects.requireNonNull(deleted, "deleted must not be null");
    Objects.requireNonNull(canvas, "canvas must not be null");
    Checks.require(steps >= 1, "steps must be >= 1, was %s", steps);
    Checks.require(batchSize >= 1, "batchSize must be >= 1, was %s", batchSize);
  }

  /**
   * The paper's fills: zero for deletion, a blurred image for insertion.
   *
   * <p>Zero is black here. The authors' code sets zero after normalisation, which is the mean
   * colour ({@link OcclusionFill.Constant}), and cuts its Gaussian off at 11 x 11 pixels.
   *
   * @param steps removals; 28 with images of 224 pixels in the authors' code
   * @param blurPx standard deviation of the blur; 5 in the authors' code
   */
  public static DeletionInsertion rise(int steps, double blurPx, int batchSize) {
    return new DeletionInsertion(
        steps, OcclusionFill.grey(0), new OcclusionFill.Blur(blurPx), batchSize);
  }

  /**
   * The two curves.
   *
   * @param deletion scores with 0, 1, ..., {@code steps} parts deleted
   * @param insertion scores with 0, 1, ..., {@code steps} parts inserted
   * @param trouble why there are no scores, both curves being empty then; empty if there are
   */
  @SuppressWarnings("ArrayRecordComponent") // curves that nobody compares
  public record Curves(double[] deletion, double[] insertion, String trouble) {
    public Curves {
      Objects.requireNonNull(deletion, "deletion must not be null");
      Objects.requireNonNull(insertion, "insertion must not be null");
      Objects.requireNonNull(trouble, "trouble must not be null");
    }

    /** Area under the deletion curve; smaller is better. */
    public Measurement deletionArea() {
      return trouble.isEmpty() ? area(deletion) : Measurement.undefined(trouble);
    }

    /** Area under the insertion curve; larger is better. */
    public Measurement insertionArea() {
      return trouble.isEmpty() ? area(insertion) : Measurement.undefined(trouble);
    }
  }

  /**
   * Measures one map.
   *
   * @param image {@code [C,H,W]}, 0..255
   * @param map at the size of the image
   * @throws IllegalArgumentException if sizes differ
   */
  public Curves measure(Scorer scorer, INDArray image, Attribution map) {
    MaskedImages images = MaskedImages.of(scorer, image, batchSize);
    images.requireSize(map);
    String trouble = UndefinedReason.of(map);
    if (!trouble.isEmpty()) {
      return new Curves(new double[0], new double[0], trouble);
    }
    float[] clean = images.values();
    PixelRanking ranking = new PixelRanking(map);
    float[] removed = replacement(deleted, images);
    float[] start = replacement(canvas, images);
    return new Curves(
        images.scores(steps + 1, map.targetClass(), mixed(clean, removed, ranking)),
        images.scores(steps + 1, map.targetClass(), mixed(start, clean, ranking)),
        "");
  }

  private static float[] replacement(OcclusionFill fill, MaskedImages p) {
    return fill.replacements(p.values(), p.channels(), p.height(), p.width()).get(0);
  }

  /** Step {@code s}: the first share of the ranking from one image, the rest from the other. */
  private IntFunction<float[]> mixed(float[] rest, float[] first, PixelRanking ranking) {
    return step -> {
      float[] image = rest.clone();
      int places = ranking.places();
      int upTo = (int) Math.round((double) step * places / steps);
      for (int rank = 0; rank < upTo; rank++) {
        for (int at = ranking.place(rank); at < image.length; at += places) {
          image[at] = first[at];
        }
      }
      return image;
    };
  }

  static Measurement area(double[] scores) {
    double sum = Arrays.stream(scores).sum();
    if (Double.isNaN(sum)) {
      return Measurement.undefined("a score is NaN");
    }
    double ends = (scores[0] + scores[scores.length - 1]) / 2;
    return Measurement.of((sum - ends) / (scores.length - 1));
  }
}
