package dev.blindspot.explain.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AttributionTest {

  @Test
  void cannotBeChangedFromOutside() {
    float[] values = {1, 2};
    Attribution map = new Attribution("m", 0, 1, 2, values);
    values[0] = 9;
    map.values()[1] = 9;
    assertThat(map.values()).containsExactly(1, 2);
    assertThat(map).isEqualTo(new Attribution("m", 0, 1, 2, new float[] {1, 2}));
    assertThat(map).hasSameHashCodeAs(new Attribution("m", 0, 1, 2, new float[] {1, 2}));
    assertThat(map).isNotEqualTo(new Attribution("m", 0, 2, 1, new float[] {1, 2}));
  }

  @Test
  void namesWhatIsWrongWithAMap() {
    assertThat(map(1, 2).notes()).isEmpty();
    assertThat(map(3, 3).notes()).containsExactly("flat");
    assertThat(map(-1, -2).notes()).containsExactly("no positive value");
    assertThat(map(0, 0).notes()).containsExactly("flat", "no positive value");
    assertThat(map(1, Float.NaN).notes()).containsExactly("NaN");
    assertThat(map(1, Float.POSITIVE_INFINITY).finite()).isFalse();
    assertThat(map(1, Float.NaN).flat()).isFalse();
  }

  @Test
  void isRectifiedByDroppingWhatSpeaksAgainstTheClass() {
    assertThat(map(-1, 2).rectified().values()).containsExactly(0, 2);
    assertThat(map(-1, 2).mean()).isEqualTo(0.5);
  }

  @Test
  void repeatsCellsWithNearest() {
    assertThat(map(1, 2).upsampled(2, 4, Interpolation.NEAREST).values())
        .containsExactly(1, 1, 2, 2, 1, 1, 2, 2);
    assertThat(map(1, 2, 3).upsampled(1, 7, Interpolation.NEAREST).values())
        .containsExactly(1, 1, 2, 2, 2, 3, 3);
  }

  @Test
  void keepsARampStraightWithBicubic() {
    float[] large = map(0, 1, 2, 3, 4, 5).upsampled(1, 24, Interpolation.BICUBIC).values();
    for (int x = 8; x < 16; x++) { // far enough from the replicated border
      assertThat(large[x]).isCloseTo((x + 0.5f) / 4 - 0.5f, within(1e-5f));
    }
  }

  @Test
  void keepsAConstantWithBicubicAlsoAtTheBorder() {
    for (float value : map(7, 7, 7).upsampled(5, 11, Interpolation.BICUBIC).values()) {
      assertThat(value).isCloseTo(7, within(1e-5f));
    }
  }

  /** Weights of the normal density at 0, 1, 2 and 3 sigma; the border is repeated. */
  @Test
  void blurSpreadsAValueByTheNormalDensity() {
    float[] blurred = map(0, 0, 0, 0, 1, 0, 0, 0, 0).blurred(1).values();
    double sum = 1 + 2 * (Math.exp(-0.5) + Math.exp(-2) + Math.exp(-4.5));
    for (int x = 1; x < 8; x++) {
      double distance = x - 4;
      assertThat(blurred[x])
          .isCloseTo((float) (Math.exp(-distance * distance / 2) / sum), within(1e-6f));
    }
    assertThat(map(3, 3, 3).blurred(2).values()).containsExactly(3, 3, 3);
    assertThatThrownBy(() -> map(1, 2).blurred(0)).hasMessage("sigma must be > 0, was 0.0");
  }

  @Test
  void refusesSizesThatDoNotFit() {
    assertThatThrownBy(() -> new Attribution("m", 0, 2, 2, new float[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("values must hold height x width = 4 numbers, had 3");
    assertThatThrownBy(() -> new Attribution("m", -1, 1, 1, new float[1]))
        .hasMessage("targetClass must be >= 0, was -1");
    assertThatThrownBy(() -> map(1, 2).at(0, 2)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  private static Attribution map(float... values) {
    return new Attribution("m", 0, 1, values.length, values);
  }
}
