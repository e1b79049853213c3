package dev.blindspot.train.evaluate.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedMeanTest {
  @Test
  void ofRightAndWrongItIsClopperAndPearsons() {
    double[] right = new double[20];
    Arrays.fill(right, 0, 17, 1);

    Interval interval = BoundedMean.ofShares(40_000, 1).interval(right);

    assertThat(interval.low()).isCloseTo(0.62107, within(0.005));
    assertThat(interval.high()).isCloseTo(0.96793, within(0.003));
  }

  @Test
  void allRightIsNotCertain() {
    Interval interval = BoundedMean.ofShares(20_000, 1).interval(1, 1, 1, 1, 1, 1);

    assertThat(interval.low()).isCloseTo(Math.pow(0.025, 1 / 6.0), within(0.01));
    assertThat(interval.high()).isEqualTo(1);
  }

  @Test
  void isThatOfTheBoundedRangeWhereverItLies() {
    double[] shares = {0.1, 0.4, 0.35, 0.8, 0.9, 0.2};
    double[] ranks = Arrays.stream(shares).map(x -> 2 * x - 1).toArray();

    Interval ofShares = BoundedMean.ofShares(2000, 3).interval(shares);
    Interval ofRanks = new BoundedMean(-1, 1, 2000, 3).interval(ranks);

    assertThat(ofRanks.low()).isCloseTo(2 * ofShares.low() - 1, within(1e-12));
    assertThat(ofRanks.high()).isCloseTo(2 * ofShares.high() - 1, within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 6, 12, 40})
  void holdsTheTruthForSkewedSharesToo(int images) {
    assertThat(missed(images, r -> r.nextDouble() < 0.9 ? 1 : 0, 0.9)).isLessThanOrEqualTo(0.05);
    assertThat(missed(images, r -> Math.pow(r.nextDouble(), 4), 0.2)).isLessThanOrEqualTo(0.05);
    assertThat(missed(images, RandomGenerator::nextDouble, 0.5)).isLessThanOrEqualTo(0.05);
  }

  private static double missed(int images, ToDoubleFunction<RandomGenerator> value, double mean) {
    return VerdictSimulation.rate(
        600,
        r -> {
          RandomGenerator random = SimulatedArms.random("bounded", r);
          double[] values = new double[images];
          Arrays.setAll(values, i -> value.applyAsDouble(random));
          Interval interval = BoundedMean.ofShares(1000, r).interval(values);
          return interval.isAbove(mean) || interval.isBelow(mean);
        });
  }

  /** What this replaces misses the mean of few and skewed values far too often. */
  @Test
  void thePercentileBootstrapDoesNotHoldFewImages() {
    double missed =
        VerdictSimulation.rate(
            600,
            r -> {
              RandomGenerator random = SimulatedArms.random("bounded", r);
              double[] values = new double[6];
              Arrays.setAll(values, i -> Math.pow(random.nextDouble(), 4));
              Interval interval = new Bootstrap(1000, r).mean(values);
              return interval.isAbove(0.2) || interval.isBelow(0.2);
            });

    assertThat(missed).isGreaterThan(0.15);
  }

  @Test
  void theRatioOfEqualWholesIsTheMean() {
    double[] shares = {0, 1, 1, 0.5, 1, 0};
    double[] fours = new double[6];
    Arrays.fill(fours, 4);
    double[] parts = Arrays.stream(shares).map(x -> 4 * x).toArray();

    Interval ratio = BoundedMean.ofShares(2000, 3).ratio(parts, fours);
    Interval mean = BoundedMean.ofShares(2000, 3).interval(shares);

    assertThat(ratio.low()).isCloseTo(mean.low(), within(1e-12));
    assertThat(ratio.high()).isCloseTo(mean.high(), within(1e-12));
  }

  @Test
  void imagesWithoutViewsDoNotCount() {
    BoundedMean shares = BoundedMean.ofShares(2000, 3);

    assertThat(shares.ratio(new double[] {1, 0, 2}, new double[] {2, 0, 2}))
        .isEqualTo(shares.ratio(new double[] {1, 2}, new double[] {2, 2}));
    assertThat(shares.ratio(new double[2], new double[2])).isEqualTo(Interval.UNDEFINED);
  }

  @Test
  void refusesWhatLeavesTheRange() {
    assertThatThrownBy(() -> BoundedMean.ofShares(1000, 1).interval(0.5, 1.1))
        .hasMessage("values must be between 0.0 and 1.0, had 1.1");
    assertThatThrownBy(() -> new BoundedMean(1, 1, 1000, 1))
        .hasMessage("minimum must be < maximum, was 1.0 with 1.0");
    assertThat(BoundedMean.ofShares(1000, 1).interval()).isEqualTo(Interval.UNDEFINED);
  }
}
