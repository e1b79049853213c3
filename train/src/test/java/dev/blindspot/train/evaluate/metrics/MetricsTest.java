package dev.blindspot.train.evaluate.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.blindspot.train.evaluate.stats.Interval;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

public class MetricsTest {
  private static final Offset<Double> EXACT = within(1e-12);

  /**
   * Two classes by p(class 1): three right of class 1, one wrong of each class, one right of class
   * 0.
   */
  private static final double[] P1 = {0.9, 0.8, 0.6, 0.4, 0.7, 0.2};

  private static final int[] LABELS = {1, 1, 1, 1, 0, 0};

  @Test
  void countsByTrueAndPredictedClass() {
    Evaluation e = Metrics.of(binary(P1), LABELS);

    assertThat(e.images()).isEqualTo(6);
    assertThat(e.confusion()).containsExactly(List.of(1, 1), List.of(1, 3));
    assertThat(e.accuracy()).isCloseTo(4 / 6.0, EXACT);
    assertThat(e.balancedAccuracy()).isCloseTo((1 / 2.0 + 3 / 4.0) / 2, EXACT);
    assertThat(e.accuracyInterval()).isEqualTo(Interval.wilson(4, 6));
    assertThat(e.undefined()).isEmpty();
  }

  @Test
  void speaksOfClassOneWhenThereAreTwo() {
    Evaluation e = Metrics.of(binary(P1), LABELS);

    assertThat(e.precision()).isCloseTo(3 / 4.0, EXACT);
    assertThat(e.recall()).isCloseTo(3 / 4.0, EXACT);
    assertThat(e.f1()).isCloseTo(3 / 4.0, EXACT);
    assertThat(e.classes().get(0).precision()).isCloseTo(1 / 2.0, EXACT);
    assertThat(e.classes().get(0).images()).isEqualTo(2);
  }

  @Test
  void aurocIsTheShareOfWellOrderedPairs() {
    // of 4 x 2 pairs, 0.6 and 0.4 lie below 0.7
    assertThat(Metrics.of(binary(P1), LABELS).auroc()).isCloseTo(6 / 8.0, EXACT);
  }

  @Test
  void aurocCountsTiesAsHalf() {
    double[] tied = {0.5, 0.5, 0.5, 0.9, 0.1};
    int[] labels = {1, 0, 0, 1, 0};
    // pairs of (0.5): two ties and a win; of (0.9): three wins
    assertThat(Metrics.of(binary(tied), labels).auroc()).isCloseTo((1 + 1 + 3) / 6.0, EXACT);
  }

  @Test
  void aurocOfOneAnswerForAllIsChance() {
    assertThat(Metrics.of(binary(0.3, 0.3, 0.3, 0.3), new int[] {0, 1, 1, 0}).auroc())
        .isCloseTo(0.5, EXACT);
  }

  @Test
  void probabilityScores() {
    Evaluation e = Metrics.of(binary(0.9, 0.2), new int[] {1, 1});

    assertThat(e.logLoss()).isCloseTo(-(Math.log(0.9) + Math.log(0.2)) / 2, EXACT);
    assertThat(e.meanTrueProbability()).isCloseTo(0.55, EXACT);
    assertThat(e.brier()).isCloseTo((0.01 + 0.64) / 2, EXACT);
  }

  @Test
  void logLossOfAnImpossibleTruthIsFinite() {
    assertThat(Metrics.of(binary(0.0), new int[] {1}).logLoss()).isCloseTo(23 * Math.log(2), EXACT);
  }

  @Test
  void calibrationErrorWeighsTheGapOfEveryBin() {
    // confidences 0.95 (two, one right) and 0.55 (two, both right): gaps 0.9 and 0.9 of 4
    Evaluation e = Metrics.of(binary(0.95, 0.95, 0.55, 0.55), new int[] {1, 0, 1, 1});

    assertThat(e.ece()).isCloseTo((Math.abs(1 - 1.9) + Math.abs(2 - 1.1)) / 4, EXACT);
  }

  @Test
  void calibrationErrorOfSureAndRightIsZero() {
    assertThat(Metrics.of(binary(1, 0), new int[] {1, 0}).ece()).isZero();
  }

  @Test
  void averagesOverMoreThanTwoClasses() {
    double[][] p = {{0.8, 0.1, 0.1}, {0.2, 0.7, 0.1}, {0.6, 0.3, 0.1}, {0.1, 0.1, 0.8}};
    Evaluation e = Metrics.of(p, new int[] {0, 1, 1, 2});

    assertThat(e.accuracy()).isCloseTo(3 / 4.0, EXACT);
    assertThat(e.recall()).isCloseTo((1 + 0.5 + 1) / 3, EXACT);
    assertThat(e.precision()).isCloseTo((0.5 + 1 + 1) / 3, EXACT);
    assertThat(e.auroc()).isCloseTo(1, EXACT);
    assertThat(e.brier()).isCloseTo((0.06 + 0.14 + (0.36 + 0.49 + 0.01) + 0.06) / 8, EXACT);
  }

  @Test
  void anAbsentClassLeavesNumbersUndefinedWithReasons() {
    Evaluation e = Metrics.of(binary(0.9, 0.8), new int[] {1, 1});

    assertThat(e.accuracy()).isEqualTo(1);
    assertThat(e.balancedAccuracy()).isNaN();
    assertThat(e.auroc()).isNaN();
    assertThat(e.classes().get(0).recall()).isNaN();
    assertThat(e.undefined())
        .containsExactly(
            "Class 0 has no image: its recall, the balanced accuracy and AUROC are undefined.",
            "No image was called class 0: its precision is undefined.");
  }

  @Test
  void f1IsZeroNotUndefinedWhenAPresentClassIsNeverCalled() {
    Evaluation e = Metrics.of(binary(0.1, 0.2), new int[] {1, 0});

    assertThat(e.precision()).isNaN();
    assertThat(e.f1()).isZero();
  }

  @Test
  void refusesWhatIsNoDistribution() {
    assertThatThrownBy(() -> Metrics.of(new double[][] {{0.5, 0.6}}, new int[] {0}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("probabilities must be within 0..1 and sum to 1, row 0 was [0.5, 0.6]");
    assertThatThrownBy(() -> Metrics.of(new double[][] {{Double.NaN, 1}}, new int[] {0}))
        .hasMessageStartingWith("probabilities must be within 0..1");
    assertThatThrownBy(() -> Metrics.of(new double[][] {{1}}, new int[] {0}))
        .hasMessageStartingWith("probabilities must have the same number of classes");
    assertThatThrownBy(() -> Metrics.of(new double[0][], new int[0]))
        .hasMessageStartingWith("probabilities must have one row per label");
    assertThatThrownBy(() -> Metrics.of(binary(0.5), new int[] {2}))
        .hasMessage("labels must be between 0 and 1, was 2 at row 0");
  }

  public static double[][] binary(double... p1) {
    double[][] rows = new double[p1.length][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new double[] {1 - p1[i], p1[i]};
    }
    return rows;
  }
}
