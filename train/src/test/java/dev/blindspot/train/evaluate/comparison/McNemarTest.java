package dev.blindspot.train.evaluate.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.blindspot.train.evaluate.metrics.MetricsTest;
import dev.blindspot.train.evaluate.metrics.Predictions;
import org.junit.jupiter.api.Test;

class McNemarTest {
  @Test
  void isBinomialForFewDiscordantImages() {
    // 2 (C(10,0) + C(10,1)) / 2^10
    assertThat(McNemar.of(1, 9)).isEqualTo(new McNemar(1, 9, true, 22 / 1024.0));
    assertThat(McNemar.of(9, 1).p()).isEqualTo(22 / 1024.0, within(1e-15));
  }

  @Test
  void isChiSquaredForMany() {
    McNemar test = McNemar.of(10, 30);

    // (|10 - 30| - 1)^2 / 40 = 9.025; two-sided normal tail of sqrt(9.025)
    assertThat(test.exact()).isFalse();
    assertThat(test.p()).isCloseTo(0.002663, within(1e-6));
  }

  @Test
  void changesOverAtTwentyFive() {
    assertThat(McNemar.of(12, 12).exact()).isTrue();
    assertThat(McNemar.of(12, 13).exact()).isFalse();
    assertThat(McNemar.of(12, 12).p()).isEqualTo(1);
    assertThat(McNemar.of(12, 13).p()).isEqualTo(1);
  }

  @Test
  void armsThatAgreeDoNotDiffer() {
    assertThat(McNemar.of(0, 0).p()).isEqualTo(1);
  }

  @Test
  void countsImagesThatOnlyOneGetsRight() {
    int[] labels = {1, 1, 1, 0};
    Predictions arm = Predictions.of(MetricsTest.binary(0.9, 0.9, 0.1, 0.1), labels);
    Predictions reference = Predictions.of(MetricsTest.binary(0.1, 0.9, 0.9, 0.9), labels);

    McNemar test = McNemar.of(arm, reference);

    assertThat(test.onlyArm()).isEqualTo(2);
    assertThat(test.onlyReference()).isEqualTo(1);
  }
}
