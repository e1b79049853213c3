package dev.blindspot.explain.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.blindspot.explain.Attribution;
import org.junit.jupiter.api.Test;

class SimilarityTest {

  @Test
  void spearman_sees_order_and_not_size() {
    assertThat(spearman(map(1, 2, 3, 4), map(1, 10, 100, 1000)).value())
        .isCloseTo(1, within(1e-12));
    assertThat(spearman(map(1, 2, 3, 4), map(9, 3, 0, -5)).value()).isCloseTo(-1, within(1e-12));
    // 1 - 6 sum d^2 / (n (n^2 - 1)) with d = 1, 1, 1, 1
    assertThat(spearman(map(1, 2, 3, 4), map(2, 1, 4, 3)).value())
        .isCloseTo(1 - 6 * 4 / 60.0, within(1e-12));
  }

  @Test
  void spearman_gives_equal_values_their_mean_rank() {
    // ranks 0.5 0.5 2 against 0 1 2: covariance 1.5, variances 1.5 and 2
    assertThat(spearman(map(5, 5, 6), map(1, 2, 3)).value())
        .isCloseTo(1.5 / Math.sqrt(1.5 * 2), within(1e-12));
    assertThat(spearman(map(0f, -0f, 1), map(0, 0, 1)).value()).isCloseTo(1, within(1e-12));
  }

  @Test
  void top_overlap_is_the_common_share_of_the_highest_places() {
    Attribution first = map(9, 8, 7, 6, 0, 0, 0, 0);
    assertThat(Similarity.topOverlap(first, map(9, 8, 0, 0, 7, 6, 0, 0), 0.5).value())
        .isEqualTo(0.5);
    assertThat(Similarity.topOverlap(first, map(8, 9, 0, 0, 7, 6, 0, 0), 0.25).value())
        .isEqualTo(1);
    assertThat(Similarity.topOverlap(first, map(0, 0, 0, 0, 1, 2, 3, 4), 0.5).value()).isZero();
    assertThat(Similarity.topOverlap(first, map(8, 9, 0, 0, 7, 6, 0, 0), 0.01).value()).isZero();
  }

  @Test
  void both_are_undefined_for_maps_that_say_nothing() {
    assertThat(spearman(map(1, 1), map(1, 2))).isEqualTo(Measurement.undefined("the map is flat"));
    assertThat(spearman(map(1, 2), map(1, Float.NaN)).reason()).contains("NaN");
    assertThat(Similarity.topOverlap(map(1, 2), map(3, 3), 0.5).defined()).isFalse();
  }

  @Test
  void refuse_maps_of_different_sizes_and_wrong_fractions() {
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
