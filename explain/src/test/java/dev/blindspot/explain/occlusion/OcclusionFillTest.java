package dev.blindspot.explain.occlusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class OcclusionFillTest {

  @Test
  void constantGivesEachChannelItsValue() {
    assertThat(OcclusionFill.bgr(1, 2, 3).replacements(new float[6], 3, 1, 2))
        .containsExactly(new float[] {1, 1, 2, 2, 3, 3});
    assertThat(OcclusionFill.grey(5).replacements(new float[4], 2, 1, 2))
        .containsExactly(new float[] {5, 5, 5, 5});
  }

  @Test
  void blurOfAPointIsTheGaussian() {
    float[] image = new float[2 * 41 * 41];
    image[20 * 41 + 20] = 1;
    float[] blurred = new OcclusionFill.Blur(2).replacements(image, 2, 41, 41).get(0);
    double peak = 1 / (2 * Math.PI * 4);
    assertThat((double) blurred[20 * 41 + 20]).isCloseTo(peak, within(0.01 * peak));
    assertThat((double) blurred[20 * 41 + 22])
        .isCloseTo(peak * Math.exp(-0.5), within(0.01 * peak));
    assertThat((double) blurred[23 * 41 + 20])
        .isCloseTo(peak * Math.exp(-9 / 8.0), within(0.01 * peak));
    assertThat(blurred[41 * 41 + 20 * 41 + 20]).isZero(); // the other channel
  }

  @Test
  void blurKeepsAConstantImageAlsoAtTheBorder() {
    float[] image = new float[35];
    java.util.Arrays.fill(image, 80);
    for (float value : new OcclusionFill.Blur(3).replacements(image, 1, 5, 7).get(0)) {
      assertThat(value).isCloseTo(80, within(1e-3f));
    }
  }

  @Test
  void noiseDependsOnTheSeedAloneAndDiffersBetweenDraws() {
    List<float[]> draws = new OcclusionFill.Noise(2, 3).replacements(new float[300], 3, 10, 10);
    assertThat(draws).hasSize(2);
    assertThat(draws.get(0)).isNotEqualTo(draws.get(1));
    assertThat(new OcclusionFill.Noise(2, 3).replacements(new float[300], 3, 10, 10).get(1))
        .isEqualTo(draws.get(1));
    assertThat(new OcclusionFill.Noise(2, 4).replacements(new float[300], 3, 10, 10).get(1))
        .isNotEqualTo(draws.get(1));
    for (float value : draws.get(0)) {
      assertThat(value).isBetween(0f, 255f);
    }
  }

  @Test
  void valuesAreChecked() {
    assertThatThrownBy(() -> OcclusionFill.grey(256))
        .hasMessage("channelValues must be between 0 and 255, had 256.0");
    assertThatThrownBy(() -> new OcclusionFill.Constant(List.of()))
        .hasMessage("channelValues must not be empty");
    assertThatThrownBy(() -> new OcclusionFill.Blur(0)).hasMessageStartingWith("sigmaPx must be");
    assertThatThrownBy(() -> new OcclusionFill.Noise(0, 1)).hasMessageStartingWith("draws must be");
  }
}
