package dev.blindspot.train.evaluate.stats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blindspot.augment.random.SampleRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Experiments are repeated where the truth is known: how often does a 95 % interval hold it? The
 * bounds are four standard errors of the share about what theory says.
 */
class IntervalCoverageTest {
  private static final int EXPERIMENTS = 1000;

  @Test
  void theIntervalOfTwoNetworksHoldsTheTruth() {
    double covered =
        IntStream.range(0, EXPERIMENTS).parallel().filter(IntervalCoverageTest::onePair).count()
            / (double) EXPERIMENTS;

    assertThat(covered).isBetween(0.95 - 4 * 0.0069, 0.95 + 4 * 0.0069);
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
    Interval interval = CrossedMean.of(new double[][] {Differences.of(arm, reference)}).interval();
    return interval.low() <= 0.04 && 0.04 <= interval.high();
  }

  @Test
  void overSeedsTooItHoldsWhatOtherSeedsWouldGive() {
    double both = covered(true);
    double imagesAlone = covered(false);

    // five seeds whose effect varies: ignoring that is far too bold
    assertThat(both).isGreaterThan(0.95 - 3 * 0.0098);
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
  private static boolean severalSeeds(int experiment, boolean seeds) {
    RandomGenerator random = SampleRandom.of(6, "coverage", 0, experiment);
    double[][] arm = new double[5][120];
    for (double[] row : arm) {
      double seed = 0.1 + 0.1 * random.nextGaussian();
      for (int i = 0; i < row.length; i++) {
        row[i] = seed + 0.5 * random.nextGaussian();
      }
    }
    CrossedMean mean = CrossedMean.of(arm);
    Interval interval = seeds ? mean.interval() : mean.imagesInterval();
    return interval.low() <= 0.1 && 0.1 <= interval.high();
  }

  /** Images that have one to four views each; 12 of them, right on 0.8. */
  @Test
  void theIntervalOfAShareOfViewsHoldsTheTruthOnFewImages() {
    double covered =
        IntStream.range(0, EXPERIMENTS).parallel().filter(IntervalCoverageTest::views).count()
            / (double) EXPERIMENTS;

    assertThat(covered).isGreaterThanOrEqualTo(0.95);
  }

  private static boolean views(int experiment) {
    RandomGenerator random = SampleRandom.of(7, "coverage", 0, experiment);
    double[] wholes = new double[12];
    double[] parts = new double[12];
    for (int i = 0; i < wholes.length; i++) {
      wholes[i] = 1 + random.nextInt(4);
      double right = random.nextDouble() < 0.6 ? 1 : 0.5; // hard for all views of an image
      for (int view = 0; view < wholes[i]; view++) {
        parts[i] += random.nextDouble() < right ? 1 : 0;
      }
    }
    Interval interval = BoundedMean.ofShares(1000, experiment).ratio(parts, wholes);
    return interval.low() <= 0.8 && 0.8 <= interval.high();
  }
}
