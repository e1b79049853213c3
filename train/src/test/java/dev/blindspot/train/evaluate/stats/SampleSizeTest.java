package dev.blindspot.train.evaluate.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.blindspot.train.evaluate.stats.SampleSize.Design;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleSizeTest {
  @Test
  void ofTwoNetworksItIsTheTextbooksFormula() {
    // (1.96 + 0.84)^2 * 0.25 / 0.05^2 = 784.9, and a little for t
    SampleSize size = new SampleSize(new VarianceComponents(Double.NaN, 0.25, 0), 0.05, 0.05);

    assertThat(size.images(1).orElseThrow()).isBetween(785, 789);
    assertThat(size.seeds(785)).isEmpty();
    assertThat(size.power(new Design(785, 1))).isCloseTo(0.8, within(0.005));
  }

  @Test
  void imagesAloneNeverSufficeWhereSeedsVaryMore() {
    SampleSize size = new SampleSize(new VarianceComponents(0.03 * 0.03, 0.1, 0.1), 0.03, 0.05);

    assertThat(size.images(3)).isEmpty();
    Design design = size.inProportion(new Design(250, 3)).orElseThrow();
    assertThat(design.seeds()).isGreaterThan(8);
    assertThat(design.images()).isBetween(design.seeds() * 83, design.seeds() * 84);
    assertThat(size.power(design)).isGreaterThanOrEqualTo(SampleSize.POWER);
    assertThat(size.seeds(100_000).orElseThrow()).isBetween(9, 12);
  }

  /** The power that is planned is the power that is had. */
  @ParameterizedTest
  @CsvSource({"2, 250, 0.01, 0.1", "3, 250, 0.02, 0.1", "5, 100, 0.03, 0.1", "10, 50, 0.02, 0.06"})
  void thePowerIsThatOfRepeatedExperiments(
      int seeds, int images, double seedSd, double difference) {
    SimulatedArms arms = new SimulatedArms(seeds, images, seedSd, 0);
    double found =
        VerdictSimulation.rate(
            20_000,
            r -> {
              RandomGenerator random = SimulatedArms.random("power", r);
              Interval interval =
                  new CrossedMean(arms.normal(0.3, 0.3, difference, random)).interval();
              return interval.isAbove(0) || interval.isBelow(0);
            });

    double planned =
        new SampleSize(new VarianceComponents(2 * seedSd * seedSd, 0.09, 0.09), difference, 0.05)
            .power(new Design(images, seeds));

    assertThat(planned).isCloseTo(found, within(0.025));
  }

  @Test
  void aStricterLevelNeedsMore() {
    VarianceComponents components = new VarianceComponents(1e-4, 0.1, 0.1);

    int one = new SampleSize(components, 0.1, 0.05).seeds(250).orElseThrow();
    int ofTwenty = new SampleSize(components, 0.1, 0.05 / 20).seeds(250).orElseThrow();

    assertThat(ofTwenty).isGreaterThan(one);
  }

  @Test
  void theFewestAreEnoughAndOneFewerIsNot() {
    SampleSize size = new SampleSize(new VarianceComponents(1e-4, 0.1, 0.1), 0.05, 0.05);

    int images = size.images(5).orElseThrow();
    assertThat(size.power(new Design(images, 5))).isGreaterThanOrEqualTo(0.8);
    assertThat(size.power(new Design(images - 1, 5))).isLessThan(0.8);
  }

  @Test
  void noDifferenceIsNeverShown() {
    SampleSize size = new SampleSize(new VarianceComponents(1e-4, 0.1, 0.1), 0, 0.05);

    assertThat(size.images(5)).isEmpty();
    assertThat(size.seeds(250)).isEmpty();
    assertThat(size.inProportion(new Design(250, 2))).isEmpty();
    assertThat(size.power(new Design(5, 100))).isZero();
  }

  @Test
  void refusesToPlanSeedsOfOne() {
    SampleSize size = new SampleSize(new VarianceComponents(Double.NaN, 0.25, 0), 0.05, 0.05);

    assertThatThrownBy(() -> size.power(new Design(250, 2)))
        .hasMessage("seeds must be 1 where nothing is known of others, was 2");
    assertThatThrownBy(() -> size.inProportion(new Design(250, 1)))
        .hasMessage("seeds must be >= 2, was 1");
    assertThatThrownBy(() -> new SampleSize(size.components(), Double.NaN, 0.05))
        .hasMessage("difference must be finite, was NaN");
  }
}
