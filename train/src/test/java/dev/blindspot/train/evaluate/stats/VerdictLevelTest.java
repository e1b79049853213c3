package dev.blindspot.train.evaluate.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Experiments are repeated where the truth is known, by the code that verdicts rest on: how often
 * is a verdict false? {@link VerdictSimulation} prints the same with more repetitions.
 */
class VerdictLevelTest {
  private static final double ALLOWED = 0.06;

  /** Right and wrong of networks; equal arms. */
  @ParameterizedTest
  @ValueSource(ints = {50, 250, 1000})
  void ofRightAndWrongAtMostSixInAHundredVerdictsAreFalse(int images) {
    int repetitions = images == 1000 ? 800 : 3000;
    SoftAssertions cells = new SoftAssertions();
    for (double noise : VerdictSimulation.CELL_NOISES) {
      for (int seeds : VerdictSimulation.SEEDS) {
        for (double sd : VerdictSimulation.SEED_SDS) {
          SimulatedArms arms = new SimulatedArms(seeds, images, sd, noise);
          double wrong =
              VerdictSimulation.rate(repetitions, r -> VerdictSimulation.shown(arms, 0, r));
          // three standard errors of the simulation where there are few repetitions
          double bound = images == 1000 ? 0.05 + 3 * Math.sqrt(0.05 * 0.95 / 800) : ALLOWED;
          cells.assertThat(wrong).as("%s", arms).isLessThanOrEqualTo(bound);
        }
      }
    }
    cells.assertAll();
  }

  @Test
  void ofNormalDifferencesAtMostSixInAHundredVerdictsAreFalse() {
    SoftAssertions cells = new SoftAssertions();
    for (int images : VerdictSimulation.IMAGES) {
      for (int seeds : VerdictSimulation.SEEDS) {
        for (double sd : VerdictSimulation.SEED_SDS) {
          for (double cell : new double[] {0, VerdictSimulation.CELL_SD}) {
            SimulatedArms arms = new SimulatedArms(seeds, images, sd, 0);
            double wrong =
                VerdictSimulation.rate(
                    20_000, r -> VerdictSimulation.normalShown(arms, cell, 0, r));
            cells.assertThat(wrong).as("%s, cells %s", arms, cell).isLessThanOrEqualTo(ALLOWED);
          }
        }
      }
    }
    cells.assertAll();
  }

  /** Five arms that share one baseline, all equal: any verdict is a false one of the report. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.034, 0.06})
  void afterHolmAtMostSixInAHundredReportsHoldAFalseVerdict(double sd) {
    SoftAssertions cells = new SoftAssertions();
    for (int seeds : VerdictSimulation.SEEDS) {
      SimulatedArms arms = new SimulatedArms(seeds, 100, sd, 0.7);
      double wrong = VerdictSimulation.rate(1000, r -> VerdictSimulation.anyFalse(arms, 5, 1, r));
      cells.assertThat(wrong).as("%s", arms).isLessThanOrEqualTo(ALLOWED);
    }
    cells.assertAll();
  }

  /** Five arms by four measures are one family of twenty claims. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5})
  void overMeasuresTooAtMostSixInAHundredReportsHoldAFalseVerdict(int seeds) {
    SoftAssertions cells = new SoftAssertions();
    for (double sd : seeds == 1 ? new double[] {0} : new double[] {0, 0.034, 0.06}) {
      SimulatedArms arms = new SimulatedArms(seeds, 250, sd, 0.7);
      double wrong = VerdictSimulation.rate(800, r -> VerdictSimulation.anyFalse(arms, 5, 4, r));
      cells.assertThat(wrong).as("%s", arms).isLessThanOrEqualTo(ALLOWED);
    }
    cells.assertAll();
  }

  /** What this replaces: the bootstrap over images and seeds, where seeds matter. */
  @Test
  void theBootstrapOverImagesAndSeedsDoesNotHoldItsLevel() {
    SimulatedArms arms = new SimulatedArms(3, 250, 0.06, 0.7);

    assertThat(VerdictSimulation.rate(200, r -> VerdictSimulation.before(arms, 0, r)))
        .isGreaterThan(0.12);
    assertThat(VerdictSimulation.rate(2000, r -> VerdictSimulation.shown(arms, 0, r)))
        .isLessThan(0.06);
  }

  /** Where other images would not matter, the t-test over seeds alone is the most powerful. */
  @ParameterizedTest
  @ValueSource(ints = {3, 5, 10})
  void findsNearlyWhatTheTestOverSeedsAloneFindsAndWithoutItsFalseVerdicts(int seeds) {
    SimulatedArms arms = new SimulatedArms(seeds, 250, 0.01, 0.7);
    int repetitions = 1000;

    double found = VerdictSimulation.rate(repetitions, r -> VerdictSimulation.shown(arms, 0.1, r));
    double overSeeds =
        VerdictSimulation.rate(repetitions, r -> VerdictSimulation.overSeeds(arms, 0.1, r));
    double falseOverSeeds =
        VerdictSimulation.rate(repetitions, r -> VerdictSimulation.overSeeds(arms, 0, r));

    assertThat(found).isGreaterThan(overSeeds - 0.1);
    assertThat(falseOverSeeds).isGreaterThan(ALLOWED);
  }

  /** One seed speaks of two networks: as claims about arms its verdicts would be far too bold. */
  @Test
  void oneSeedHoldsItsLevelForTheseNetworksAlone() {
    SimulatedArms networks = new SimulatedArms(1, 250, 0, 0.7);
    SimulatedArms arms = new SimulatedArms(1, 250, 0.03, 0.7);

    assertThat(VerdictSimulation.rate(4000, r -> VerdictSimulation.shown(networks, 0, r)))
        .isLessThanOrEqualTo(ALLOWED);
    assertThat(VerdictSimulation.rate(1000, r -> VerdictSimulation.shown(arms, 0, r)))
        .isGreaterThan(0.2);
  }

  /** Differences of few images, as of maps: shares of mass, all right and all wrong, ranks. */
  @ParameterizedTest
  @ValueSource(ints = {6, 12})
  void ofFewImagesTooAtMostSixInAHundredVerdictsAreFalse(int images) {
    double wrong =
        VerdictSimulation.rate(
            20_000,
            r -> {
              var random = SimulatedArms.random("few", r);
              double[][] table = new double[1][images];
              for (int i = 0; i < images; i++) {
                // shares that are mostly small and sometimes large
                double arm = Math.pow(random.nextDouble(), 4);
                table[0][i] = arm - Math.pow(random.nextDouble(), 4);
              }
              Interval interval = CrossedMean.of(table).interval();
              return interval.isAbove(0) || interval.isBelow(0);
            });

    assertThat(wrong).isLessThanOrEqualTo(ALLOWED);
  }

  @Test
  void theLevelOfANormalMeanOfOneSeedIsExact() {
    SimulatedArms one = new SimulatedArms(10, 50, 0, 0);

    // no effect of seeds and cells: Student's t of 50 images
    assertThat(VerdictSimulation.rate(40_000, r -> VerdictSimulation.normalShown(one, 0, 0, r)))
        .isCloseTo(0.05, within(0.004));
  }
}
