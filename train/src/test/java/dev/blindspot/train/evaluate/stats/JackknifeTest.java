package dev.blindspot.train.evaluate.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class JackknifeTest {
  private static final double[] VALUES = {0.25, 1, 3, 0.75};

  @Test
  void ofAMeanTheyAreTheValues() {
    double[] pseudo = Jackknife.pseudoValues(4, 1.25, i -> (5 - VALUES[i]) / 3);

    assertThat(pseudo).containsExactly(VALUES, within(1e-12));
  }

  @Test
  void theirMeanIsTheStatistic() {
    double[] pseudo =
        Jackknife.pseudoValues(4, Math.sqrt(1.25), i -> Math.sqrt((5 - VALUES[i]) / 3));

    assertThat(Arrays.stream(pseudo).average().orElseThrow())
        .isCloseTo(Math.sqrt(1.25), within(1e-12));
    // in the order of the images, since the root grows with each
    assertThat(pseudo[2]).isGreaterThan(pseudo[1]);
    assertThat(pseudo[0]).isLessThan(pseudo[3]);
  }

  @Test
  void refusesOneImage() {
    assertThatThrownBy(() -> Jackknife.pseudoValues(1, 0, i -> 0))
        .hasMessage("images must be >= 2, was 1");
  }
}
