package dev.blindspot.explain.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MeasurementTest {

  @Test
  void isANumberOrAReason() {
    assertThat(Measurement.of(0).defined()).isTrue();
    assertThat(Measurement.undefined("why").value()).isNaN();
    assertThat(Measurement.undefined("why").defined()).isFalse();
    assertThatThrownBy(() -> new Measurement(1, "why"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Measurement.of(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("reason must be given for NaN and only then");
  }
}
