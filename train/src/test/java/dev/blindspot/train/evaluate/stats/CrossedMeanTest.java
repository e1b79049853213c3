package dev.blindspot.train.evaluate.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CrossedMeanTest {
  @Test
  void ofOneSeedItIsStudentsInterval() {
    // mean 2, variance 3.5 / 1: 1, 2, 3 and so on; t(6) = 2.4469
    CrossedMean mean = CrossedMean.of(new double[][] {{-1, 0, 1, 2, 3, 4, 5}});

    double halfWidth = 2.446912 * Math.sqrt(28 / 6.0 / 7);
    assertThat(mean.value()).isCloseTo(2, within(1e-12));
    assertThat(mean.interval().low()).isCloseTo(2 - halfWidth, within(1e-5));
    assertThat(mean.interval().high()).isCloseTo(2 + halfWidth, within(1e-5));
    assertThat(mean.imagesInterval()).isEqualTo(mean.interval());
    assertThat(mean.pValue()).isCloseTo(0.04986, within(1e-4)); // of t = 2.4495
  }

  @Test
  void everyPartHasTheQuantileOfItsOwnDegreesOfFreedom() {
    CrossedMean mean = new CrossedMean(new MeanSquares(3, 100, 0.1, 4, 2, 0.5));

    // t(2) = 4.30265, t(99) = 1.98422
    double both = (4.30265 * 4.30265 * 4 + 1.98422 * 1.98422 * (2 - 0.5)) / 300;
    assertThat(mean.squaredHalfWidth(0.05)).isCloseTo(both, within(1e-5));
    assertThat(mean.interval().halfWidth()).isCloseTo(Math.sqrt(both), within(1e-5));
    assertThat(mean.imagesInterval().halfWidth())
        .isCloseTo(1.98422 * Math.sqrt(2 / 300.0), within(1e-5));
  }

  @Test
  void seedsThatHappenToAgreeDoNotNarrowItBelowTheseNetworks() {
    CrossedMean mean = new CrossedMean(new MeanSquares(2, 100, 0.1, 0, 2, 2));

    assertThat(mean.interval()).isEqualTo(mean.imagesInterval());
    assertThat(mean.interval().halfWidth()).isGreaterThan(0.19);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 7, 12})
  void pIsTheLevelAtWhichTheIntervalEndsAtZero(int seeds) {
    for (int repetition = 0; repetition < 60; repetition++) {
      RandomGenerator random = SimulatedArms.random("p", repetition);
      double[][] table = new double[seeds][20];
      double shift = random.nextDouble();
      for (double[] row : table) {
        double seed = random.nextDouble() * random.nextGaussian();
        Arrays.setAll(row, i -> shift + seed + random.nextGaussian());
      }
      CrossedMean mean = CrossedMean.of(table);
      double p = mean.pValue();
      Interval interval = mean.interval();

      assertThat(p < 0.05).isEqualTo(interval.isAbove(0) || interval.isBelow(0));
      if (p > 1e-5 && p < 1) { // above the least that 20 images can reach
        assertThat(mean.squaredHalfWidth(p))
            .isCloseTo(mean.value() * mean.value(), within(1e-5 * mean.value() * mean.value()));
      }
    }
  }

  /** Found before by searching for the level whose quantiles give the half width. */
  @ParameterizedTest
  @CsvSource({
    "2, 100, 0.05, 0.02, 0.1, 0.08, 0.13173495239294064",
    "2, 100, 0.3, 0.02, 0.1, 0.08, 0.02127759581669607",
    "3, 20, 0.4, 1.5, 2, 0.5, 0.1714371249675179",
    "3, 1000, 0.01, 0.05, 0.06, 0.01, 0.17758786709018132",
    "5, 200, -0.08, 0.4, 0.3, 0.1, 0.021762877507936082",
    "5, 400, 0.05, 1e-9, 0.3, 0.1, 5.384768651424103e-5",
    "5, 400, 0.05, 0.5, 0.1000001, 0.1, 0.034109427845173686",
    "6, 500, 0.04, 0.08, 0.09, 0.05, 7.256912360186864e-4",
    "10, 50, 0.25, 0.6, 2, 0.4, 1.3082399151171469e-3",
    "30, 8, 0.3, 1, 2, 0.5, 0.01581147050742355"
  })
  void pIsTheOneThatQuantilesGive(
      int seeds, int images, double mean, double ofSeeds, double ofImages, double cells, double p) {
    MeanSquares squares = new MeanSquares(seeds, images, mean, ofSeeds, ofImages, cells);

    assertThat(new CrossedMean(squares).pValue()).isCloseTo(p, within(1e-8 * p));
  }

  /** Differences of billionths are no smaller than others if their spread is in billionths too. */
  @Test
  void pDoesNotDependOnTheUnit() {
    double square = 1e-18;
    MeanSquares small = new MeanSquares(5, 200, 0.08e-9, 0.4 * square, 0.3 * square, 0.1 * square);

    assertThat(new CrossedMean(small).pValue()).isCloseTo(0.0217628775, within(1e-9));
  }

  /** 100 images in steps of 1: means of seeds are known to half a hundredth. */
  @Test
  void twoSeedsThatAreRightEquallyOftenByChanceDoNotStandForAllSeeds() {
    MeanSquares tie = new MeanSquares(2, 100, 0.1, 0, 0.01, 0.01, 1);
    double apart = 0.005 * 0.005 / 2;

    // mean squares of images and cells are alike: only the seeds' part is left
    assertThat(new CrossedMean(tie).interval().halfWidth())
        .isCloseTo(StudentT.critical(1, 0.05) * Math.sqrt(100 * apart / 200), within(1e-9));
    assertThat(new CrossedMean(tie).pValue()).isGreaterThan(0.005);
  }

  @Test
  void equalArmsDifferByNothing() {
    CrossedMean mean = CrossedMean.of(new double[3][20]);

    assertThat(mean.interval()).isEqualTo(new Interval(0, 0));
    assertThat(mean.pValue()).isEqualTo(1);
  }

  /** Eight images that all differ alike: changing signs reaches that in 2 of 256 cases. */
  @Test
  void aFewEqualDifferencesAreNotCertain() {
    double[] alike = new double[8];
    Arrays.fill(alike, 1);

    assertThat(CrossedMean.of(new double[][] {alike}).pValue()).isEqualTo(2 / 256.0);
    assertThat(CrossedMean.of(new double[][] {alike, alike}).pValue()).isEqualTo(2 / 256.0);
  }

  @Test
  void fewerThanSixImagesHaveNoInterval() {
    CrossedMean mean = CrossedMean.of(new double[][] {{1, 1.1, 0.9, 1, 1}, {1, 1, 1, 1.1, 0.9}});

    assertThat(mean.hasInterval()).isFalse();
    assertThat(mean.interval()).isEqualTo(Interval.UNDEFINED);
    assertThat(mean.imagesInterval()).isEqualTo(Interval.UNDEFINED);
    assertThat(mean.pValue()).isEqualTo(1);
    assertThat(CrossedMean.of(new double[][] {{3}}).interval()).isEqualTo(Interval.UNDEFINED);
  }

  @Test
  void aHugeDifferenceHasTheSmallestP() {
    double[][] table = new double[20][400];
    for (int s = 0; s < table.length; s++) {
      for (int i = 0; i < table[s].length; i++) {
        table[s][i] = 1 + 1e-3 * ((7 * s + 3 * i) % 5);
      }
    }

    assertThat(CrossedMean.of(table).pValue()).isEqualTo(1e-10);
  }

  @Test
  void refusesALevelThatIsNone() {
    CrossedMean mean = CrossedMean.of(new double[3][20]);

    assertThatThrownBy(() -> mean.squaredHalfWidth(1))
        .hasMessage("alpha must be in (0, 1), was 1.0");
  }
}
