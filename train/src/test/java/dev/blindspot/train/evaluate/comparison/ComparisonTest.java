package dev.blindspot.train.evaluate.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.blindspot.train.evaluate.comparison.Comparison.Verdict;
import dev.blindspot.train.evaluate.metrics.MetricsTest;
import dev.blindspot.train.evaluate.metrics.Predictions;
import dev.blindspot.train.evaluate.stats.Interval;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  @Test
  void aClearGainIsShownOfTheseTwoNetworks() {
    Comparison comparison = compare(30, 2);

    assertThat(comparison.verdict()).isEqualTo(Verdict.SHOWN);
    assertThat(comparison.difference()).isCloseTo(0.14, within(1e-12));
    assertThat(comparison.test()).isEqualTo("Student's t over images, these two networks");
    // mean square (32 - 200 * 0.14^2) / 199 of an image; t(199) of 5 % is 1.972
    assertThat(comparison.interval().low()).isCloseTo(0.0876, within(5e-4));
    assertThat(comparison.interval().high()).isCloseTo(0.1924, within(5e-4));
    assertThat(comparison.sentence())
        .isEqualTo(
            "Shown of these two networks: robust sees better than baseline on whole images, by 14.0"
                + " points (95 % interval +8.8 to +19.2 points, p < 0.001 for the only claim, 200"
                + " images, 1 seed).");
  }

  /** It keeps its counts and loses its say. */
  @Test
  void mcNemarIsToldButDoesNotDecide() {
    Comparison comparison = compare(9, 1);

    assertThat(comparison.mcNemar())
        .singleElement()
        .satisfies(
            test -> {
              assertThat(test.onlyArm()).isEqualTo(9);
              assertThat(test.onlyReference()).isEqualTo(1);
              assertThat(test.p()).isNotCloseTo(comparison.p(), within(1e-3));
            });
  }

  @Test
  void aClearLossContradicts() {
    Comparison comparison = compare(2, 30);

    assertThat(comparison.verdict()).isEqualTo(Verdict.CONTRADICTED);
    assertThat(comparison.sentence())
        .startsWith(
            "Contradicted by these two networks: robust does not see better than baseline on whole"
                + " images but worse, by 14.0 points (95 % interval \u2212");
  }

  @Test
  void aSmallGainIsNotShownAndSaysWhatItWouldTake() {
    Comparison comparison = compare(6, 4);

    assertThat(comparison.verdict()).isEqualTo(Verdict.NOT_SHOWN);
    // an image's variance is 0.05 - 0.01^2: 0.0499 (1.96 + 0.84)^2 / 0.01^2 are 3900 images
    assertThat(comparison.needed()).isEqualTo(new NeededSample(4000, 1));
    assertThat(comparison.sentence())
        .startsWith(
            "Not shown of these two networks: robust differs from baseline on whole images by +1.0"
                + " points, which chance alone can do (95 % interval \u2212")
        .endsWith(
            " If these two networks really differ so much, about 4000 images would show it with a"
                + " power of 80 %; how many seeds the arms would take, one seed cannot tell.");
  }

  @Test
  void fewerThanSixImagesShowNothingAndHaveNoInterval() {
    double[] right = {0.9, 0.9, 0.9, 0.9, 0.9};
    double[] wrong = {0.1, 0.1, 0.1, 0.1, 0.1};
    int[] labels = {1, 1, 1, 1, 1};
    Comparison comparison =
        Comparison.accuracy(
            "robust",
            Predictions.of(MetricsTest.binary(right), labels),
            "baseline",
            Predictions.of(MetricsTest.binary(wrong), labels));

    assertThat(comparison.verdict()).isEqualTo(Verdict.NOT_SHOWN);
    assertThat(comparison.interval().low()).isNaN();
    assertThat(comparison.p()).isEqualTo(1);
    assertThat(comparison.needed()).isNull();
    assertThat(comparison.sentence())
        .endsWith("(too few images for an interval, which takes 6: 5 images, 1 seed).");
  }

  @Test
  void anIntervalAboveZeroIsNotEnoughWhenTheTestDisagrees() {
    assertThat(Verdict.of(new Interval(0.004, 0.071), 0.064)).isEqualTo(Verdict.NOT_SHOWN);
    assertThat(Verdict.of(new Interval(0.004, 0.071), 0.049)).isEqualTo(Verdict.SHOWN);
    assertThat(Verdict.of(new Interval(-0.1, 0.0), 0.01)).isEqualTo(Verdict.NOT_SHOWN);
  }

  @Test
  void equalNetworksSayNothingAboutMoreImages() {
    assertThat(compare(0, 0).sentence())
        .isEqualTo(
            "Not shown of these two networks: robust differs from baseline on whole images by +0.0"
                + " points, which chance alone can do (95 % interval +0.0 to +0.0 points, p = 1.000"
                + " for the only claim, 200 images, 1 seed).");
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
        Predictions.of(MetricsTest.binary(reference), labels));
  }
}
