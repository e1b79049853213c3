package dev.blindspot.augment.mixing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blindspot.augment.method.Sampling;
import org.apache.commons.math3.distribution.BetaDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BetaTest {
  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.5, 0.999, 1, 1.001, 2, 50})
  void followsTheLaw(double alpha) {
    Sampling.assertFollows(
        Sampling.sample(4000, 31, random -> Beta.draw(alpha, random)),
        new BetaDistribution(alpha, alpha));
  }

  @Test
  void staysInRangeForExtremeParameters() {
    for (double alpha : new double[] {1e-6, 1e-3, 1e6}) {
      for (double value : Sampling.sample(500, 1, random -> Beta.draw(alpha, random))) {
        assertThat(value).isBetween(0.0, 1.0);
      }
    }
  }
}
