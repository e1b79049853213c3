package dev.blindspot.train.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SpreadTest {
  @Test
  void theDeviationIsThatOfASample() {
    assertThat(Spread.of(2, 4, 9)).isEqualTo(new Spread(3, 5, Math.sqrt(26 / 2.0), 2, 9));
  }

  @Test
  void oneSeedHasNoDeviation() {
    assertThat(Spread.of(0.5).standardDeviation()).isNaN();
    assertThatThrownBy(Spread::of).hasMessage("values must be at least one, were none");
  }
}
