package dev.blindspot.train.evaluate.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.blindspot.augment.random.SampleRandom;
import dev.blindspot.train.evaluate.stats.CrossedMean;
import dev.blindspot.train.evaluate.stats.Interval;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CalibrationValuesTest {
  @Test
  void theirMeanIsTheCalibrationError() {
    Predictions said = said(new double[60], 0.1, SampleRandom.of(1, "calibration"));

    double[] values = CalibrationValues.ofEce(said);

    assertThat(Arrays.stream(values).average().orElseThrow())
        .isCloseTo(Calibrations.ece(Calibrations.bins(said)), within(1e-12));
  }

  /** By the definition of the pseudo-values: the error without an image, computed anew. */
  @Test
  void areThoseOfErrorsWithoutAnImage() {
    RandomGenerator random = SampleRandom.of(2, "calibration");
    double[][] rows = rows(new double[12], 0.1, random);
    int[] labels = new int[12];
    double[] without = new double[12];
    for (int i = 0; i < 12; i++) {
      int left = i;
      int[] rest = IntStream.range(0, 12).filter(j -> j != left).toArray();
      without[i] =
          Calibrations.ece(
              Calibrations.bins(
                  Predictions.of(
                      IntStream.of(rest).mapToObj(j -> rows[j]).toArray(double[][]::new),
                      new int[11])));
    }
    double mean = Arrays.stream(without).average().orElseThrow();
    Predictions all = Predictions.of(rows, labels);
    double ece = Calibrations.ece(Calibrations.bins(all));

    double[] values = CalibrationValues.ofEce(all);

    for (int i = 0; i < 12; i++) {
      assertThat(values[i]).isCloseTo(ece + 11 * (mean - without[i]), within(1e-9));
    }
  }

  /** Arms that are calibrated alike: at most 6 % are said to differ. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.15})
  void arriveAtFewFalseVerdicts(double overconfidence) {
    for (int seeds : new int[] {2, 3, 5}) {
      double wrong =
          IntStream.range(0, 1500)
                  .parallel()
                  .filter(r -> falseVerdict(seeds, 150, overconfidence, r))
                  .count()
              / 1500.0;
      assertThat(wrong).as("%d seeds", seeds).isLessThanOrEqualTo(0.06);
    }
  }

  private static boolean falseVerdict(
      int seeds, int images, double overconfidence, int repetition) {
    RandomGenerator random = SampleRandom.of(3, "calibration", 0, repetition);
    double[] hard = random.doubles(images).map(x -> x - 0.5).toArray();
    double[][] differences = new double[seeds][images];
    for (int s = 0; s < seeds; s++) {
      double[] arm = CalibrationValues.ofEce(trained(hard, overconfidence, random));
      double[] reference = CalibrationValues.ofEce(trained(hard, overconfidence, random));
      Arrays.setAll(differences[s], i -> arm[i] - reference[i]);
    }
    Interval interval = CrossedMean.of(differences).interval();
    return interval.isAbove(0) || interval.isBelow(0);
  }

  /** Networks of different seeds are overconfident to different extents. */
  private static Predictions trained(double[] hard, double overconfidence, RandomGenerator random) {
    return said(hard, overconfidence + 0.03 * random.nextGaussian(), random);
  }

  private static Predictions said(double[] hard, double overconfidence, RandomGenerator random) {
    return Predictions.of(rows(hard, overconfidence, random), new int[hard.length]);
  }

  /** Confidences of two classes, of which the first is true as often as they say, or less often. */
  private static double[][] rows(double[] hard, double overconfidence, RandomGenerator random) {
    double[][] rows = new double[hard.length][];
    for (int i = 0; i < hard.length; i++) {
      double sure =
          Math.min(0.99, Math.max(0.51, 0.75 - 0.3 * hard[i] + 0.1 * random.nextGaussian()));
      boolean right = random.nextDouble() < sure - overconfidence;
      rows[i] = right ? new double[] {sure, 1 - sure} : new double[] {1 - sure, sure};
    }
    return rows;
  }
}
