package dev.blindspot.explain.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.blindspot.explain.map.Attribution;
import org.junit.jupiter.api.Test;

class SimilarityTest {

  @Test
  void spearmanSeesOrderAndNotSize() {
    assertThat(spearman(map(1, 2, 3, 4), map(1, 10, 100, 1000)).value())
        .isCloseTo(1, within(1e-12));
    assertThat(spearman(map(1, 2, 3, 4), map(9, 3, 0, -5)).value()).isCloseTo(-1, within(1e-12));
    // 1 - 6 sum d^2 / (n (n^2 - 1)) with d = 1, 1, 1, 1
    assertThat(spearman(map(1, 2, 3, 4), map(2, 1, 4, 3)).value())
        .isCloseTo(1 - 6 * 4 / 60.0, within(1e-12));
  }

  @Test
  void spearmanGivesEqualValuesTheirMeanRank() {
    // ranks 0.5 0.5 2 against 0 1 2: covariance 1.5, variances 1.5 and 2
    assertThat(spearman(map(5, 5, 6), map(1, 2, 3)).value())
        .isCloseTo(1.5 / Math.sqrt(1.5 * 2), within(1e-12));
    assertThat(spearman(map(0f, -0f, 1), map(0, 0, 1)).value()).isCloseTo(1, within(1e-12));
  }

  @Test
  void topOverlapIsTheCommonShareOfTheHighestPlaces() {
    Attribution first = map(9, 8, 7, 6, 0, 0, 0, 0);
    assertThat(Similarity.topOverlap(first, map(9, 8, 0, 0, 7, 6, 0, 0), 0.5).value())
        .isEqualTo(0.5);
    assertThat(Similarity.topOverlap(first, map(8, 9, 0, 0, 7, 6, 0, 0), 0.25).value())
        .isEqualTo(1);
    assertThat(Similarity.topOverlap(first, map(0, 0, 0, 0, 1, 2, 3, 4), 0.5).value()).isZero();
    assertThat(Similarity.topOverlap(first, map(8, 9, 0, 0, 7, 6, 0, 0), 0.01).value()).isZero();
  }

  @Test
  void ssimOfSmallMapsIsTheFormulaOverOneWindow() {
    assertThat(Similarity.ssim(map(0, 1), map(0, 1)).value()).isCloseTo(1, within(1e-12));
    // means 1/2, variances 1/4, covariance -1/4, range 1
    double expected = (0.5 + 1e-4) * (-0.5 + 9e-4) / ((0.5 + 1e-4) * (0.5 + 9e-4));
    assertThat(Similarity.ssim(map(0, 1), map(1, 0)).value()).isCloseTo(expected, within(1e-9));
    assertThat(Similarity.ssim(map(0, 1), map(0, 10)).value()).isLessThan(0.5); // strength counts
  }

  @Test
  void ssimOfLargeMapsIsTheMeanOverGaussianWindows() {
    float[] values = new float[12 * 13];
    for (int i = 0; i < values.length; i++) {
      values[i] = i * 7 % 11;
    }
    float[] changed = values.clone();
    changed[0] = 100; // the upper left window alone holds the upper left place
    Attribution first = new Attribution("m", 0, 12, 13, values);
    Attribution second = new Attribution("m", 0, 12, 13, changed);
    assertThat(Similarity.ssim(first, first).value()).isCloseTo(1, within(1e-12));
    double ssim = Similarity.ssim(first, second).value();
    assertThat(ssim).isBetween(5 / 6.0 - 0.01, 1 - 1e-6); // five of six windows are equal
    assertThat(Similarity.ssim(second, first).value()).isCloseTo(ssim, within(1e-12));
  }

  @Test
  void bothAreUndefinedForMapsThatSayNothing() {
    assertThat(spearman(map(1, 1), map(1, 2))).isEqualTo(Measurement.undefined("the map is flat"));
    assertThat(spearman(map(1, 2), map(1, Float.NaN)).reason()).contains("NaN");
    assertThat(Similarity.topOverlap(map(1, 2), map(3, 3), 0.5).defined()).isFalse();
  }

  @Test
  void refuseMapsOfDifferentSizesAndWrongFractions() {
    assertThatThrownBy(() -> spearman(map(1, 2), map(1, 2, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("second must have the size of the first map, 1 x 2, was 1 x 3");
    assertThatThrownBy(() -> Similarity.topOverlap(map(1, 2), map(1, 2), 0))
        .hasMessage("fraction must be in (0, 1], was 0.0");
  }

  private static Measurement spearman(Attribution first, Attribution second) {
    return Similarity.spearman(first, second);
  }

  private static Attribution map(float... values) {
    return new Attribution("m", 0, 1, values.length, values);
  }
}
