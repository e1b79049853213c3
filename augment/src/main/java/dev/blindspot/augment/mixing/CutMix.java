package dev.blindspot.augment.mixing;

import dev.blindspot.augment.geometry.Box;
import dev.blindspot.augment.geometry.Checks;
import dev.blindspot.augment.random.Permutation;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * CutMix (Yun et al. 2019, arXiv:1905.04899, section 3): a box of each image is replaced by the
 * same box of its partner, labels are mixed by the share of the area.
 *
 * <p>{@code lambda ~ Beta(alpha, alpha)}; the box has the sides {@code floor(H * sqrt(1 - lambda))}
 * and {@code floor(W * sqrt(1 - lambda))}, a centre uniform over the image, and is clipped at the
 * border. Then {@code lambda := 1 - clipped area / (H * W)}: the part that an image keeps.
 *
 * @param alpha parameter of the Beta distribution, above 0
 * @param pairing how often lambda and box are drawn
 * @param areaCorrection whether lambda is computed anew from the clipped box, as in the paper
 */
public record CutMix(double alpha, Pairing pairing, boolean areaCorrection)
    implements BatchAugmentation {
  public CutMix {
    Checks.requirePositive(alpha, "alpha");
    Checks.requirePresent(pairing, "pairing");
  }

  /** The paper's settings: alpha 1, one box per batch, corrected lambda. */
  public static CutMix paper() {
    return new CutMix(1, Pairing.PER_BATCH, true);
  }

  /** The same with another parameter of the Beta distribution. */
  public CutMix withAlpha(double alpha) {
    return new CutMix(alpha, pairing, areaCorrection);
  }

  /** The same with another number of draws. */
  public CutMix withPairing(Pairing pairing) {
    return new CutMix(alpha, pairing, areaCorrection);
  }

  /** The same with or without lambda computed anew from the clipped box. */
  public CutMix withAreaCorrection(boolean areaCorrection) {
    return new CutMix(alpha, pairing, areaCorrection);
  }

  @Override
  public Mixing draw(int batchSize, int height, int width, RandomGenerator random) {
    Checks.requireAtLeast(batchSize, 1, "batchSize");
    Checks.requireImage(height, width);
    int[] partner = Permutation.draw(batchSize, random);
    double[] lambda = new double[batchSize];
    List<Box> boxes = new ArrayList<>(batchSize);
    for (int i = 0; i < batchSize; i++) {
      if (i < pairing.draws(batchSize)) {
        double drawn = Beta.draw(alpha, random);
        Box box = drawBox(drawn, height, width, random);
        boxes.add(box);
        lambda[i] = areaCorrection ? 1 - box.area() / ((double) height * width) : drawn;
      } else {
        boxes.add(boxes.get(0));
        lambda[i] = lambda[0];
      }
    }
    return new Mixing(partner, lambda, boxes);
  }

  private static Box drawBox(double lambda, int height, int width, RandomGenerator random) {
    double sideRatio = Math.sqrt(1 - lambda);
    int y = random.nextInt(height);
    int x = random.nextInt(width);
    return Box.around(x, y, (int) (width * sideRatio), (int) (height * sideRatio), height, width);
  }
}
