package dev.blindspot.explain.shortcut;

import dev.blindspot.explain.Scorer;
import dev.blindspot.explain.measure.Region;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The counter-question to hiding a place: does its content alone bring the class along? The place
 * is cut from pictures in which it mattered and pasted, at the same place, into pictures of other
 * classes. As a control the same pictures get that place from each other.
 *
 * <p>Hiding shows that a place is needed, pasting that it suffices. The control tells how much of
 * the effect is the seam of any paste.
 *
 * @param region the place
 * @param targetClass the class that the place is suspected to stand for
 * @param batchSize pictures per call of the scorer
 */
public record Transplant(Region region, int targetClass, int batchSize) {
  public Transplant {
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
   * @param before the picture as it is
   * @param pasted with the place of a donor
   * @param control with the place of another recipient
   * @param turned recipients that are taken for the class with the place of a donor
   * @param turnedByControl the same for the control
   */
  @SuppressWarnings("ArrayRecordComponent") // numbers that nobody compares
  public record Outcome(
      double[] before, double[] pasted, double[] control, int turned, int turnedByControl) {
    /** Number of recipients. */
    public int recipients() {
      return before.length;
    }
  }

  /**
   * Pastes.
   *
   * @param donors {@code [C,H,W]} each, one or more; they take turns
   * @param recipients {@code [C,H,W]} each, two or more, of other classes
   */
  public Outcome run(Scorer scorer, List<INDArray> donors, List<INDArray> recipients) {
    if (donors.isEmpty() || recipients.size() < 2) {
      throw new IllegalArgumentException("donors must not be empty, recipients at least two");
    }
    int n = recipients.size();
    List<INDArray> pictures = new ArrayList<>(recipients);
    for (int i = 0; i < n; i++) {
      pictures.add(pasted(recipients.get(i), donors.get(i % donors.size())));
    }
    for (int i = 0; i < n; i++) {
      pictures.add(pasted(recipients.get(i), recipients.get((i + 1) % n)));
    }
    float[][] scores = scores(scorer, pictures);
    return new Outcome(
        column(scores, 0, n),
        column(scores, n, 2 * n),
        column(scores, 2 * n, 3 * n),
        turned(scores, n, 2 * n),
        turned(scores, 2 * n, 3 * n));
  }

  private INDArray pasted(INDArray recipient, INDArray donor) {
    INDArray picture = recipient.dup('c');
    for (int c = 0; c < picture.size(0); c++) {
      for (int y = region.y(); y < region.y() + region.height(); y++) {
        for (int x = region.x(); x < region.x() + region.width(); x++) {
          picture.putScalar(c, y, x, donor.getDouble(c, y, x));
        }
      }
    }
    return picture;
  }

  private float[][] scores(Scorer scorer, List<INDArray> pictures) {
    float[][] scores = new float[pictures.size()][];
    for (int first = 0; first < scores.length; first += batchSize) {
      List<INDArray> part = pictures.subList(first, Math.min(scores.length, first + batchSize));
      try (INDArray batch = Nd4j.stack(0, part.toArray(INDArray[]::new))) {
        float[][] rows = scorer.score(batch).toFloatMatrix();
        System.arraycopy(rows, 0, scores, first, rows.length);
      }
    }
    return scores;
  }

  private double[] column(float[][] scores, int from, int to) {
    double[] column = new double[to - from];
    for (int i = from; i < to; i++) {
      column[i - from] = scores[i][targetClass];
    }
    return column;
  }

  private int turned(float[][] scores, int from, int to) {
    int turned = 0;
    for (int i = from; i < to; i++) {
      boolean most = true;
      for (int k = 0; k < scores[i].length; k++) {
        most &= k == targetClass || scores[i][k] < scores[i][targetClass];
      }
      turned += most ? 1 : 0;
    }
    return turned;
  }
}
