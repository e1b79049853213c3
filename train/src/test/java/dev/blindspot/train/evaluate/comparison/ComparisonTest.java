package dev.blindspot.train.evaluate.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blindspot.train.evaluate.comparison.Comparison.Verdict;
import dev.blindspot.train.evaluate.metrics.MetricsTest;
import dev.blindspot.train.evaluate.metrics.Predictions;
import dev.blindspot.train.evaluate.stats.Interval;
import dev.blindspot.train.evaluate.stats.PairedBootstrap;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final PairedBootstrap BOOTSTRAP = new PairedBootstrap(2000, 1);

  @Test
  void aClearGainIsShown() {
    Comparison comparison = compare(30, 2);

    assertThat(comparison.verdict()).isEqualTo(Verdict.SHOWN);
    assertThat(comparison.difference()).isEqualTo(0.14);
    assertThat(comparison.test()).isEqualTo("McNemar, chi-squared");
    assertThat(comparison.sentence())
        .startsWith(
            "Shown: robust sees better than baseline on whole images, by 14.0 points (95 % interval +")
        .endsWith("points, p < 0.001, 200 images).");
  }

  @Test
  void aClearLossContradicts() {
    Comparison comparison = compare(2, 30);

    assertThat(comparison.verdict()).isEqualTo(Verdict.CONTRADICTED);
    assertThat(comparison.sentence())
        .startsWith(
            "Contradicted: robust does not see better than baseline on whole images but worse, by 14.0 points (95 % interval \u2212");
  }

  @Test
  void aSmallGainIsNotShownAndSaysWhatItWouldTake() {
    Comparison comparison = compare(6, 4);

    assertThat(comparison.verdict()).isEqualTo(Verdict.NOT_SHOWN);
    assertThat(comparison.test()).isEqualTo("McNemar, exact");
    // the half width is 3.1 points at 200 images: (3.1 / 1.0 * 2.8 / 1.96)^2 times as many, 3900
    assertThat(comparison.sentence())
        .startsWith(
            "Not shown: robust differs from baseline on whole images by +1.0 points, which chance alone can do (95 % interval \u2212")
        .containsPattern(
            "If this difference is real, about (3[3-9]|4[0-7])00 images would show it"
                + " with a power of 80 %\\.$");
  }

  @Test
  void anIntervalAboveZeroIsNotEnoughWhenTheTestDisagrees() {
    assertThat(Verdict.of(new Interval(0.004, 0.071), 0.064)).isEqualTo(Verdict.NOT_SHOWN);
    assertThat(Verdict.of(new Interval(0.004, 0.071), 0.049)).isEqualTo(Verdict.SHOWN);
    assertThat(Verdict.of(new Interval(-0.1, 0.0), 0.01)).isEqualTo(Verdict.NOT_SHOWN);
  }

  @Test
  void equalArmsSayNothingAboutMoreImages() {
    assertThat(compare(0, 0).sentence())
        .isEqualTo(
            "Not shown: robust differs from baseline on whole images by +0.0 points, which chance"
                + " alone can do (95 % interval +0.0 to +0.0 points, p = 1.000, 200 images).");
  }

  /** 200 images of class 1; some only the arm gets right, some only the reference. */
  private static Comparison compare(int onlyArm, int onlyReference) {
    double[] arm = new double[200];
    double[] reference = new double[200];
    Arrays.fill(arm, 0.9);
    Arrays.fill(reference, 0.9);
    Arrays.fill(reference, 0, onlyArm, 0.1);
    Arrays.fill(arm, onlyArm, onlyArm + onlyReference, 0.1);
    int[] labels = new int[200];
    Arrays.fill(labels, 1);
    return Comparison.accuracy(
        "robust",
        Predictions.of(MetricsTest.binary(arm), labels),
        "baseline",
        Predictions.of(MetricsTest.binary(reference), labels),
        BOOTSTRAP);
  }
}
