package dev.blindspot.train.evaluate.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SeedSummaryTest {
  @Test
  void theDeviationIsThatOfASample() {
    assertThat(SeedSummary.of(2, 4, 9)).isEqualTo(new SeedSummary(3, 5, Math.sqrt(26 / 2.0), 2, 9));
  }

  @Test
  void oneSeedHasNoDeviation() {
    assertThat(SeedSummary.of(0.5).standardDeviation()).isNaN();
    assertThatThrownBy(SeedSummary::of).hasMessage("values must be at least one, were none");
  }
}
