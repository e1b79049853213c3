package dev.blindspot.augment.mixing;

import dev.blindspot.augment.geometry.Checks;
import dev.blindspot.augment.random.Permutation;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * MixUp (Zhang et al. 2017, arXiv:1710.09412, section 2): {@code x_i := lambda * x_i + (1 - lambda)
 * * x_p(i)} for images and one-hot labels, {@code lambda ~ Beta(alpha, alpha)}, p a uniform
 * permutation of the batch.
 *
 * @param alpha parameter of the Beta distribution, above 0
 * @param pairing how often lambda is drawn
 */
public record MixUp(double alpha, Pairing pairing) implements BatchAugmentation {
  public MixUp {
    Checks.requirePositive(alpha, "alpha");
    Checks.requirePresent(pairing, "pairing");
  }

  /** The paper's settings for ImageNet: alpha 0.2, one lambda per batch. (CIFAR: alpha 1.) */
  public static MixUp paper() {
    return new MixUp(0.2, Pairing.PER_BATCH);
  }

  /** The same with another parameter of the Beta distribution. */
  public MixUp withAlpha(double alpha) {
    return new MixUp(alpha, pairing);
  }

  /** The same with another number of draws. */
  public MixUp withPairing(Pairing pairing) {
    return new MixUp(alpha, pairing);
  }

  @Override
  public Mixing draw(int batchSize, int height, int width, RandomGenerator random) {
    Checks.requireAtLeast(batchSize, 1, "batchSize");
    Checks.requireImage(height, width);
    int[] partner = Permutation.draw(batchSize, random);
    double[] lambda = new double[batchSize];
    Arrays.fill(lambda, Beta.draw(alpha, random));
    for (int i = 1; i < pairing.draws(batchSize); i++) {
      lambda[i] = Beta.draw(alpha, random);
    }
    return new Mixing(partner, lambda, List.of());
  }
}
