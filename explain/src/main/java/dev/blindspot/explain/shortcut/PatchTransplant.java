package dev.blindspot.explain.shortcut;

import dev.blindspot.explain.measure.Region;
import dev.blindspot.explain.occlusion.Scorer;
import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The counter-question to hiding a place: does its content alone bring the class along? The place
 * is cut from images in which it mattered and pasted, at the same place, into images of other
 * classes. As a control the same images get that place from each other.
 *
 * <p>Hiding shows that a place is needed, pasting that it suffices. The control tells how much of
 * the effect is the seam of any paste. Beside what it is given it holds one batch of images.
 *
 * @param region the place
 * @param targetClass the class that the place is suspected to stand for
 * @param batchSize images per call of the scorer
 */
public record PatchTransplant(Region region, int targetClass, int batchSize) {
  public PatchTransplant {
    if (targetClass < 0) {
      throw new IllegalArgumentException("targetClass must be >= 0, was " + targetClass);
    }
    if (batchSize < 1) {
      throw new IllegalArgumentException("batchSize must be >= 1, was " + batchSize);
    }
  }

  /**
   * Scores of the class, one for each recipient.
   *
   * @param pasted with the place of a donor
   * @param control with the place of another recipient
   * @param turned recipients that are taken for the class with the place of a donor
   * @param turnedByControl the same for the control
   */
  @SuppressWarnings("ArrayRecordComponent") // numbers that nobody compares
  public record Outcome(double[] pasted, double[] control, int turned, int turnedByControl) {
    /** Number of recipients. */
    public int recipients() {
      return pasted.length;
    }
  }

  /**
   * Pastes.
   *
   * @param donors {@code [D,C,H,W]}, one or more images; they take turns
   * @param recipients {@code [N,C,H,W]}, two or more images of other classes
   */
  public Outcome run(Scorer scorer, INDArray donors, INDArray recipients) {
    if (donors.size(0) < 1 || recipients.size(0) < 2) {
      throw new IllegalArgumentException("donors must not be empty, recipients at least two");
    }
    int n = (int) recipients.size(0);
    float[][] pasted =
        scores(scorer, n, i -> pasted(recipients.slice(i), donors.slice(i % donors.size(0))));
    float[][] control =
        scores(scorer, n, i -> pasted(recipients.slice(i), recipients.slice((i + 1) % n)));
    return new Outcome(column(pasted), column(control), turned(pasted), turned(control));
  }

  private INDArray pasted(INDArray recipient, INDArray donor) {
    INDArray image = recipient.dup('c');
    for (int c = 0; c < image.size(0); c++) {
      for (int y = region.y(); y < region.y() + region.height(); y++) {
        for (int x = region.x(); x < region.x() + region.width(); x++) {
          image.putScalar(c, y, x, donor.getDouble(c, y, x));
        }
      }
    }
    return image;
  }

  /** Scores images that are made for one batch at a time. */
  private float[][] scores(Scorer scorer, int count, IntFunction<INDArray> image) {
    float[][] scores = new float[count][];
    for (int first = 0; first < count; first += batchSize) {
      INDArray[] part =
          IntStream.range(first, Math.min(count, first + batchSize))
              .mapToObj(image)
              .toArray(INDArray[]::new);
      try (INDArray batch = Nd4j.stack(0, part)) {
        float[][] rows = scorer.score(batch).toFloatMatrix();
        System.arraycopy(rows, 0, scores, first, rows.length);
      } finally {
        Arrays.stream(part).forEach(INDArray::close);
      }
    }
    return scores;
  }

  private double[] column(float[][] scores) {
    return Arrays.stream(scores).mapToDouble(of -> of[targetClass]).toArray();
  }

  private int turned(float[][] scores) {
    return (int) Arrays.stream(scores).filter(this::isTurned).count();
  }

  private boolean isTurned(float[] scores) {
    boolean most = true;
    for (int k = 0; k < scores.length; k++) {
      most &= k == targetClass || scores[k] < scores[targetClass];
    }
    return most;
  }
}
