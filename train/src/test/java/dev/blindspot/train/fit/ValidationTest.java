package dev.blindspot.train.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.blindspot.train.evaluate.metrics.Metrics;
import org.junit.jupiter.api.Test;

class ValidationTest {
  /**
   * The history of a training and its report speak of one number, also where a network is sure and
   * wrong.
   */
  @Test
  void lossIsTheReportsLogLoss() {
    float[][] probabilities = {{1, 0}, {0.25f, 0.75f}, {1e-9f, 1}, {0.5f, 0.5f}};
    double[][] same = {{1, 0}, {0.25, 0.75}, {1e-9f, 1}, {0.5, 0.5}};
    int[] labels = {1, 1, 0, 0};

    Validation validation = Validation.of(probabilities, labels);

    assertThat(validation.loss())
        .isCloseTo((46 * Math.log(2) - Math.log(0.75) - Math.log(0.5)) / 4, within(1e-9))
        .isCloseTo(Metrics.of(same, labels).logLoss(), within(1e-12));
    assertThat(validation.accuracy()).isEqualTo(0.5);
    assertThat(Validation.of(new float[0][], new int[0]).loss()).isNaN();
  }
}
