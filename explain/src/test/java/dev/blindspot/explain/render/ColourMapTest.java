package dev.blindspot.explain.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ColourMapTest {

  // colours of the published tables at 0, 128/255 and 1
  @ParameterizedTest
  @CsvSource({
    "INFERNO,0,0,0,4", "INFERNO,0.502,188,55,84", "INFERNO,1,252,255,164",
    "VIRIDIS,0,68,1,84", "VIRIDIS,0.502,33,145,140", "VIRIDIS,1,253,231,37",
    "JET,0,0,0,128", "JET,0.5,128,255,128", "JET,1,128,0,0",
    "DIVERGING,0,24,76,167", "DIVERGING,0.5,247,247,247", "DIVERGING,1,156,12,23"
  })
  void hasThePublishedColours(ColourMap map, double t, int red, int green, int blue) {
    Offset<Integer> near = within(5);
    int rgb = map.rgb(t);
    assertThat(rgb >> 16 & 255).isCloseTo(red, near);
    assertThat(rgb >> 8 & 255).isCloseTo(green, near);
    assertThat(rgb & 255).isCloseTo(blue, near);
  }

  @ParameterizedTest
  @EnumSource(
      value = ColourMap.class,
      names = {"INFERNO", "VIRIDIS"})
  void sequentialMapsGrowLighterAllTheWay(ColourMap map) {
    double before = -1;
    for (int i = 0; i < 64; i++) {
      double lightness = lightness(map.rgb(i / 63.0));
      assertThat(lightness).isGreaterThan(before);
      before = lightness;
    }
  }

  @Test
  void divergingIsLightestInTheMiddleAndEvenOnBothSides() {
    for (double d = 0.05; d < 0.5; d += 0.05) {
      double below = lightness(ColourMap.DIVERGING.rgb(0.5 - d));
      double above = lightness(ColourMap.DIVERGING.rgb(0.5 + d));
      assertThat(below).isCloseTo(above, within(0.01));
      assertThat(below).isLessThan(lightness(ColourMap.DIVERGING.rgb(0.5 - d + 0.05)));
    }
  }

  @ParameterizedTest
  @EnumSource(ColourMap.class)
  void staysAtItsEndsAndRefusesNan(ColourMap map) {
    assertThat(map.rgb(-3)).isEqualTo(map.rgb(0));
    assertThat(map.rgb(3)).isEqualTo(map.rgb(1));
    assertThatThrownBy(() -> map.rgb(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
  }

  private static double lightness(int rgb) {
    return Oklab.fromRgb((rgb >> 16 & 255) / 255.0, (rgb >> 8 & 255) / 255.0, (rgb & 255) / 255.0)[
        0];
  }
}
