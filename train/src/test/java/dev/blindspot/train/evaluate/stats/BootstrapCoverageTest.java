package dev.blindspot.train.evaluate.stats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blindspot.augment.random.SampleRandom;
import dev.blindspot.train.evaluate.metrics.Means;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Experiments are repeated where the truth is known: how often does a 95 % interval hold it? The
 * bounds are four standard errors of the share about what theory says.
 */
class BootstrapCoverageTest {
  private static final int EXPERIMENTS = 1000;

  @Test
  void thePairedBootstrapOverImagesHoldsTheTruth() {
    double covered =
        IntStream.range(0, EXPERIMENTS).parallel().filter(BootstrapCoverageTest::onePair).count()
            / (double) EXPERIMENTS;

    // the percentile interval of 120 images is a little bold: 94 to 95 %
    assertThat(covered).isBetween(0.945 - 4 * 0.0072, 0.945 + 4 * 0.0072);
  }

  /** Two arms share what makes an image hard; the arm is right on 4 % more. */
  private static boolean onePair(int experiment) {
    RandomGenerator random = SampleRandom.of(5, "coverage", 0, experiment);
    double[] arm = new double[120];
    double[] reference = new double[120];
    for (int i = 0; i < arm.length; i++) {
      double hard = random.nextDouble();
      reference[i] = hard < 0.70 + 0.2 * (random.nextDouble() - 0.5) ? 1 : 0;
      arm[i] = hard < 0.74 + 0.2 * (random.nextDouble() - 0.5) ? 1 : 0;
    }
    Interval interval = new PairedBootstrap(2000, experiment).compare(arm, reference).interval();
    return interval.low() <= 0.04 && 0.04 <= interval.high();
  }

  @Test
  void overSeedsTooItHoldsWhatOtherSeedsWouldGive() {
    double both = covered(true);
    double imagesAlone = covered(false);

    // five seeds whose effect varies: ignoring that is far too bold, drawing them is nearly right
    assertThat(both).isBetween(0.86, 0.97);
    assertThat(imagesAlone).isLessThan(both - 0.15);
  }

  private static double covered(boolean seeds) {
    return IntStream.range(0, EXPERIMENTS / 2)
            .parallel()
            .filter(e -> severalSeeds(e, seeds))
            .count()
        / (EXPERIMENTS / 2.0);
  }

  /** Normal scores: an effect of 0.1, that of a seed varies by 0.1, that of an image by 0.5. */
  private static boolean severalSeeds(int experiment, boolean drawSeeds) {
    RandomGenerator random = SampleRandom.of(6, "coverage", 0, experiment);
    double[][] arm = new double[5][120];
    for (double[] row : arm) {
      double seed = 0.1 + 0.1 * random.nextGaussian();
      for (int i = 0; i < row.length; i++) {
        row[i] = seed + 0.5 * random.nextGaussian();
      }
    }
    PairedBootstrap bootstrap = new PairedBootstrap(2000, experiment);
    Interval interval =
        drawSeeds
            ? bootstrap.compare(arm, new double[5][120]).interval()
            : bootstrap.compare(Means.perImage(java.util.List.of(arm)), new double[120]).interval();
    return interval.low() <= 0.1 && 0.1 <= interval.high();
  }
}
