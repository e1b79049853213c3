package dev.blindspot.explain.measure;

import dev.blindspot.explain.map.Attribution;
import dev.blindspot.explain.occlusion.MaskedImages;
import dev.blindspot.explain.occlusion.Scorer;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * ROAD, remove and debias (Rong et al. 2022, arXiv:2202.00449): shares of the pixels are replaced
 * by {@linkplain NoisyLinearImputer noisy linear imputation}, most relevant first and least
 * relevant first.
 *
 * <p>The combined score is {@code (L - M) / 2}, where {@code L} is the mean score with the least
 * relevant and {@code M} the one with the most relevant pixels removed: positive if the map tells
 * what matters, about 0 for one in random order. It is not the paper's, which shows both curves,
 * but that of the pytorch-grad-cam library. A map that is flat or holds NaN has no order, and no
 * score.
 *
 * @param shares of the pixels that are removed, each in (0, 1); 0.1 to 0.9 in the usual form
 * @param noise of the imputation, in units of the image; 2.55 is the usual 0.01 of the range
 * @param seed of the noise
 * @param batchSize images per call of the scorer
 */
public record Road(List<Double> shares, double noise, long seed, int batchSize) {

  public Road {
    Objects.requireNonNull(shares, "shares must not be null");
    shares = List.copyOf(shares);
    if (shares.isEmpty()) {
      throw new IllegalArgumentException("shares must not be empty");
    }
    for (double share : shares) {
      if (!(share > 0 && share < 1)) {
        throw new IllegalArgumentException("shares must be between 0 and 1, had " + share);
      }
    }
    if (!(noise >= 0)) {
      throw new IllegalArgumentException("noise must be >= 0, was " + noise);
    }
    if (batchSize < 1) {
      throw new IllegalArgumentException("batchSize must be >= 1, was " + batchSize);
    }
  }

  /**
   * The scores of one map.
   *
   * @param leastRelevantFirst mean score over the shares
   * @param mostRelevantFirst mean score over the shares
   * @param trouble why there are no scores, both being NaN then; empty if there are
   */
  public record Scores(double leastRelevantFirst, double mostRelevantFirst, String trouble) {
    public Scores {
      Objects.requireNonNull(trouble, "trouble must not be null");
    }

    /** {@code (L - M) / 2}; larger is better. */
    public Measurement combined() {
      if (!trouble.isEmpty()) {
        return Measurement.undefined(trouble);
      }
      double combined = (leastRelevantFirst - mostRelevantFirst) / 2;
      return Double.isNaN(combined)
          ? Measurement.undefined("a score is NaN")
          : Measurement.of(combined);
    }
  }

  /**
   * Measures one map.
   *
   * @param image {@code [C,H,W]}, 0..255
   * @param map at the size of the image
   */
  public Scores measure(Scorer scorer, INDArray image, Attribution map) {
    MaskedImages images = MaskedImages.of(scorer, image, batchSize);
    images.requireSize(map);
    String trouble = UndefinedReason.of(map);
    if (!trouble.isEmpty()) {
      return new Scores(Double.NaN, Double.NaN, trouble);
    }
    PixelRanking ranking = new PixelRanking(map);
    int n = shares.size();
    double[] scores =
        images.scores(2 * n, map.targetClass(), i -> removed(images, ranking, i % n, i < n));
    double least = 0;
    double most = 0;
    for (int i = 0; i < n; i++) {
      most += scores[i] / n;
      least += scores[n + i] / n;
    }
    return new Scores(least, most, "");
  }

  private float[] removed(MaskedImages images, PixelRanking ranking, int share, boolean mostFirst) {
    int places = ranking.places();
    int count = Math.min(places - 1, (int) Math.round(shares.get(share) * places));
    var hidden = mostFirst ? ranking.between(0, count) : ranking.between(places - count, places);
    return new NoisyLinearImputer(noise)
        .fill(
            images.values(),
            images.channels(),
            images.height(),
            images.width(),
            hidden,
            new Random(seed));
  }
}
