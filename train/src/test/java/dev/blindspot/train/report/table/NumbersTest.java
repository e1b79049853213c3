package dev.blindspot.train.report.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blindspot.train.evaluate.stats.Interval;
import org.junit.jupiter.api.Test;

class NumbersTest {
  @Test
  void writesShares() {
    assertThat(Numbers.percent(0.9137)).isEqualTo("91.4\u00a0%");
    assertThat(Numbers.wholePercent(0.3)).isEqualTo("30\u00a0%");
    assertThat(Numbers.wholePercent(0.125)).isEqualTo("12.5\u00a0%");
    assertThat(Numbers.percent(Double.NaN)).isEqualTo("\u2013");
  }

  @Test
  void writesDifferencesWithTheirSign() {
    assertThat(Numbers.points(0.0625)).isEqualTo("+6.3");
    assertThat(Numbers.points(-0.021)).isEqualTo("\u22122.1");
    assertThat(Numbers.points(-0.0001)).isEqualTo("0.0");
    assertThat(Numbers.pointsRange(new Interval(-0.01, 0.02))).isEqualTo("\u22121.0 to +2.0");
    assertThat(Numbers.range(new Interval(0.881, 0.939), "%")).isEqualTo("88.1 to 93.9\u00a0%");
    assertThat(Numbers.range(Interval.UNDEFINED, "%")).isEqualTo("\u2013");
  }

  @Test
  void writesSmallNumbers() {
    assertThat(Numbers.scientific(0.000017)).isEqualTo("1.7e\u221205");
    assertThat(Numbers.scientific(0.01)).isEqualTo("0.0100");
    assertThat(Numbers.scientific(0)).isEqualTo("0.0000");
    assertThat(Numbers.p(0.0004)).isEqualTo("< 0.001");
    assertThat(Numbers.p(0.0336)).isEqualTo("0.034");
  }

  @Test
  void writesDurationsAndSizes() {
    assertThat(Numbers.duration(3.94)).isEqualTo("3.9\u00a0s");
    assertThat(Numbers.duration(46.2)).isEqualTo("46\u00a0s");
    assertThat(Numbers.duration(83.4)).isEqualTo("1\u00a0min\u00a023\u00a0s");
    assertThat(Numbers.duration(7265)).isEqualTo("2\u00a0h\u00a01\u00a0min");
    assertThat(Numbers.count(12345)).isEqualTo("12\u00a0345");
    assertThat(Numbers.gibibytes(16L << 30)).isEqualTo("16.0\u00a0GiB");
  }
}
