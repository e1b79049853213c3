package dev.blindspot.train.evaluate.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.blindspot.augment.random.SampleRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class CalibrationsTest {
  @Test
  void binsAreOpenBelowAndClosedAbove() {
    // 0.6 = 9/15 belongs to (8/15, 9/15], 0.95 to the last bin
    Calibration c =
        Calibrations.of(
            Predictions.of(MetricsTest.binary(0.6, 0.6, 0.95, 0.95), new int[] {1, 0, 1, 1}), null);

    assertThat(c.bins()).hasSize(15);
    assertThat(c.bins().get(8).images()).isEqualTo(2);
    assertThat(c.bins().get(8).accuracy()).isEqualTo(0.5);
    assertThat(c.bins().get(8).meanConfidence()).isCloseTo(0.6, within(1e-12));
    assertThat(c.bins().get(14).images()).isEqualTo(2);
    assertThat(c.bins().get(0).accuracy()).isNaN();
    assertThat(c.ece()).isCloseTo((0.1 + 0.05) / 2, within(1e-12));
    assertThat(c.mce()).isCloseTo(0.1, within(1e-12));
    assertThat(c.overconfidence()).isCloseTo(0.775 - 0.75, within(1e-12));
    assertThat(c.scaled()).isNull();
  }

  @Test
  void aTemperatureTakesBackWhatLogitsWereMultipliedBy() {
    Predictions honest = drawn(1, 4000);
    Predictions tooSure = drawn(3, 4000);

    assertThat(Temperature.fit(honest)).isCloseTo(1, within(0.1));
    assertThat(Temperature.fit(tooSure)).isCloseTo(3, within(0.3));
    Calibration c = Calibrations.of(tooSure, drawn(3, 2000));
    assertThat(c.overconfidence()).isGreaterThan(0.05);
    assertThat(c.scaled()).isNotNull();
    assertThat(c.scaled().fittedOn()).isEqualTo(2000);
    assertThat(c.scaled().ece()).isLessThan(c.ece() / 2);
    assertThat(c.scaled().logLoss()).isLessThan(c.logLoss());
  }

  @Test
  void scalingKeepsThePredictedClassesAndOneChangesNothing() {
    Predictions said = drawn(2, 200);
    Predictions scaled = Temperature.scale(said, 5);
    Predictions same = Temperature.scale(said, 1);

    assertThat(scaled.correct()).isEqualTo(said.correct());
    for (int i = 0; i < said.size(); i++) {
      assertThat(same.probability(i, 1)).isCloseTo(said.probability(i, 1), within(1e-6));
    }
  }

  @Test
  void aClassifierThatIsAlwaysRightStaysFinite() {
    Predictions sure = Predictions.of(MetricsTest.binary(1, 0, 1), new int[] {1, 0, 1});

    assertThat(Temperature.fit(sure)).isBetween(0.05, 20.0);
    assertThat(Calibrations.of(sure, sure).ece()).isZero();
  }

  /** Labels are drawn with the probability that the logit says; what is said is too sure. */
  private static Predictions drawn(double factor, int count) {
    RandomGenerator random = SampleRandom.of(3, "labels");
    double[] p = new double[count];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      double logit = 1.5 * random.nextGaussian();
      labels[i] = random.nextDouble() < 1 / (1 + Math.exp(-logit)) ? 1 : 0;
      p[i] = 1 / (1 + Math.exp(-factor * logit));
    }
    return Predictions.of(MetricsTest.binary(p), labels);
  }
}
