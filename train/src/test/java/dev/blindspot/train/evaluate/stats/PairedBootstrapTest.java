package dev.blindspot.train.evaluate.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.blindspot.augment.random.SampleRandom;
import dev.blindspot.train.evaluate.stats.PairedBootstrap.Difference;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class PairedBootstrapTest {
  private final PairedBootstrap bootstrap = new PairedBootstrap(2000, 1);

  @Test
  void equalArmsDifferByNothing() {
    double[] scores = {1, 0, 1, 1};

    Difference difference = bootstrap.compare(scores, scores.clone());

    assertThat(difference).isEqualTo(new Difference(0, new Interval(0, 0), 1, 4));
  }

  @Test
  void aConstantDifferenceIsCertain() {
    Difference difference =
        bootstrap.compare(new double[] {0.75, 0.5, 1}, new double[] {0.5, 0.25, 0.75});

    assertThat(difference.value()).isEqualTo(0.25);
    assertThat(difference.interval()).isEqualTo(new Interval(0.25, 0.25));
    assertThat(difference.p()).isEqualTo(2.0 / 2001);
  }

  @Test
  void theIntervalIsThatOfThePairedDifferences() {
    // 400 images, 40 only the arm gets right, 16 only the reference: mean 0.06
    double[] arm = new double[400];
    double[] reference = new double[400];
    Arrays.fill(arm, 0, 40, 1);
    Arrays.fill(reference, 40, 56, 1);

    Difference difference = bootstrap.compare(arm, reference);

    double error = Math.sqrt((56 / 400.0 - 0.06 * 0.06) / 400);
    assertThat(difference.value()).isCloseTo(0.06, within(1e-12));
    assertThat(difference.interval().low()).isCloseTo(0.06 - 1.96 * error, within(0.003));
    assertThat(difference.interval().high()).isCloseTo(0.06 + 1.96 * error, within(0.003));
  }

  @Test
  void theSeedDecides() {
    double[] arm = SampleRandom.of(1, "arm").doubles(50).toArray();
    double[] reference = SampleRandom.of(2, "arm").doubles(50).toArray();

    assertThat(bootstrap.compare(arm, reference))
        .isEqualTo(new PairedBootstrap(2000, 1).compare(arm, reference))
        .isNotEqualTo(new PairedBootstrap(2000, 2).compare(arm, reference));
  }

  @Test
  void coversTheTrueDifferenceAsOftenAsItSays() {
    int covered = 0;
    int trials = 400;
    for (int trial = 0; trial < trials; trial++) {
      RandomGenerator random = SampleRandom.of(trial, "coverage");
      double[] arm = new double[80];
      double[] reference = new double[80];
      for (int i = 0; i < arm.length; i++) {
        arm[i] = random.nextDouble() < 0.8 ? 1 : 0;
        reference[i] = random.nextDouble() < 0.7 ? 1 : 0;
      }
      Interval interval = new PairedBootstrap(2000, trial).compare(arm, reference).interval();
      covered += interval.low() <= 0.1 + 1e-12 && interval.high() >= 0.1 - 1e-12 ? 1 : 0;
    }
    // 0.95 within three standard errors of 400 trials, and a little for the percentile's small bias
    assertThat(covered / (double) trials).isBetween(0.91, 0.985);
  }

  @Test
  void refusesUnequalOrFew() {
    assertThatThrownBy(() -> bootstrap.compare(new double[2], new double[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("arm must have a score for each");
    assertThatThrownBy(() -> new PairedBootstrap(1999, 1))
        .hasMessage("resamples must be >= 2000, was 1999");
  }
}
