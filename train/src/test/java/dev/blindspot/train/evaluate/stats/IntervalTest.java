package dev.blindspot.train.evaluate.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class IntervalTest {
  @Test
  void wilsonSolvesItsQuadraticEquation() {
    // (p - 0.8)^2 = z^2 p (1 - p) / 10
    Interval interval = Interval.wilson(8, 10);
    double z2 = 1.959963984540054 * 1.959963984540054;

    for (double p : new double[] {interval.low(), interval.high()}) {
      assertThat((p - 0.8) * (p - 0.8)).isCloseTo(z2 * p * (1 - p) / 10, within(1e-12));
    }
    assertThat(interval.low()).isCloseTo(0.4901625, within(1e-6));
    assertThat(interval.high()).isCloseTo(0.9433178, within(1e-6));
  }

  @Test
  void wilsonStaysWithinZeroAndOne() {
    assertThat(Interval.wilson(0, 10).low()).isZero();
    assertThat(Interval.wilson(10, 10).high()).isEqualTo(1);
    assertThat(Interval.wilson(10, 10).low()).isLessThan(0.75);
  }

  @Test
  void nothingMeasuredIsUndefinedAndOnNoSide() {
    Interval none = Interval.wilson(0, 0);

    assertThat(none).isEqualTo(Interval.UNDEFINED);
    assertThat(none.isAbove(0) || none.isBelow(0)).isFalse();
  }

  @Test
  void knowsItsSide() {
    Interval interval = new Interval(0.1, 0.3);

    assertThat(interval.isAbove(0)).isTrue();
    assertThat(interval.isAbove(0.1)).isFalse();
    assertThat(interval.isBelow(0.31)).isTrue();
    assertThat(interval.halfWidth()).isEqualTo(0.1, within(1e-15));
  }

  @Test
  void refusesSwappedEnds() {
    assertThatThrownBy(() -> new Interval(1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("low must be <= high, was 1.0 with high 0.0");
    assertThatThrownBy(() -> Interval.wilson(3, 2)).hasMessageStartingWith("hits must be");
  }
}
