package dev.blindspot.train.evaluate.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** By hand; the same numbers as statsmodels' multipletests(method="holm"). */
class HolmTest {
  @Test
  void theSmallestIsMultipliedByAllTheNextByOneLess() {
    assertThat(Holm.adjust(0.04, 0.01, 0.03))
        .containsExactly(new double[] {0.06, 0.03, 0.06}, within(1e-12));
  }

  @Test
  void noAdjustedValueIsAboveOneOrBelowItsPredecessor() {
    assertThat(Holm.adjust(0.5, 0.6, 0.02))
        .containsExactly(new double[] {1, 1, 0.06}, within(1e-12));
    assertThat(Holm.adjust(0.02)).containsExactly(0.02);
    assertThat(Holm.adjust()).isEmpty();
  }

  @Test
  void equalValuesStayEqual() {
    assertThat(Holm.adjust(0.01, 0.01, 0.01))
        .containsExactly(new double[] {0.03, 0.03, 0.03}, within(1e-12));
  }
}
