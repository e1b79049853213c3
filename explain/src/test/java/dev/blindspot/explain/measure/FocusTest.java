package dev.blindspot.explain.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.blindspot.explain.map.Attribution;
import org.junit.jupiter.api.Test;

class FocusTest {

  @Test
  void entropyGoesFromOnePlaceToAll() {
    assertThat(focus(0, 7, -3, 0).entropy().value()).isZero();
    assertThat(focus(2, 2, 2, 2).entropy().value()).isCloseTo(1, within(1e-12));
    assertThat(focus(1, 1, 0, -1).entropy().value()).isCloseTo(0.5, within(1e-12)); // ln 2 / ln 4
  }

  @Test
  void halfOfTheMassLiesInTheHighestPlaces() {
    assertThat(focus(1, 5, 2, 2).halfMassArea().value()).isEqualTo(0.25);
    assertThat(focus(1, 4, 3, 2).halfMassArea().value()).isEqualTo(0.5);
    assertThat(focus(2, 2, 2, 2).halfMassArea().value()).isEqualTo(0.5);
  }

  @Test
  void isUndefinedWithoutMass() {
    assertThat(focus(0, -1).entropy())
        .isEqualTo(Measurement.undefined("the map has no positive value"));
    assertThat(focus(0, -1).halfMassArea().defined()).isFalse();
    assertThat(focus(1, Float.NaN).entropy().reason()).isEqualTo("the map holds NaN or infinity");
    assertThat(focus(3).entropy().reason()).isEqualTo("the map has a single place");
  }

  private static Focus focus(float... values) {
    return Focus.of(new Attribution("m", 0, 1, values.length, values));
  }
}
