package dev.blindspot.train.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.blindspot.train.config.TrainingConfig.Schedule;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LearningRateTest {
  private static final Offset<Double> EXACT = within(1e-12);

  @Test
  void constantStaysAsItIs() {
    assertThat(rates(0.1, new Schedule.Constant(), 3)).containsExactly(0.1, 0.1, 0.1);
  }

  @Test
  void warmUpRisesEvenlyToItsLastStepThenHalfACosineEndsAtTheLowest() {
    double[] rates = rates(2, new Schedule.WarmupCosine(0.4, 0.1), 10);
    assertThat(rates).startsWith(0.5, 1, 1.5, 2);
    // 6 steps down from step 3: a half of the way at step 6, all of it at step 9
    assertThat(rates[6]).isCloseTo(2 * (0.1 + 0.9 * 0.5), EXACT);
    assertThat(rates[4]).isCloseTo(2 * (0.1 + 0.9 * (1 + Math.cos(Math.PI / 6)) / 2), EXACT);
    assertThat(rates[9]).isCloseTo(0.2, EXACT);
  }

  @Test
  void oneCycleRisesFromATwentyFifthAndEndsAtATenThousandth() {
    double[] rates = rates(1, new Schedule.OneCycle(0.3), 10);
    assertThat(rates[0]).isCloseTo(0.04, EXACT);
    assertThat(rates[1]).isCloseTo(0.52, EXACT);
    assertThat(rates[2]).isCloseTo(1, EXACT);
    assertThat(rates[9]).isCloseTo(1e-4, EXACT);
    assertThat(IntStream.range(3, 10)).allMatch(i -> rates[i] < rates[i - 1]);
  }

  @Test
  void withoutARiseTheFirstStepIsTheHighest() {
    assertThat(rates(1, new Schedule.WarmupCosine(0, 0), 5)).startsWith(1).endsWith(0);
    assertThat(rates(1, new Schedule.OneCycle(0), 5)[0]).isEqualTo(1);
  }

  @Test
  void aRiseOverAllStepsEndsAtTheHighest() {
    assertThat(rates(1, new Schedule.WarmupCosine(1, 0), 4)).containsExactly(0.25, 0.5, 0.75, 1);
  }

  @Test
  void oneStepIsTakenAtTheHighest() {
    assertThat(rates(1, new Schedule.WarmupCosine(0.1, 0.01), 1)).containsExactly(1);
    assertThat(rates(1, new Schedule.OneCycle(0.3), 1)).containsExactly(1);
  }

  @Test
  void stepsBeyondTheLastKeepItsRate() {
    LearningRate rate = new LearningRate(1, new Schedule.WarmupCosine(0, 0.5), 4);
    assertThat(rate.valueAt(100, 0)).isEqualTo(rate.valueAt(3, 0)).isCloseTo(0.5, EXACT);
  }

  private static double[] rates(double highest, Schedule schedule, int steps) {
    LearningRate rate = new LearningRate(highest, schedule, steps);
    return IntStream.range(0, steps).mapToDouble(i -> rate.valueAt(i, 0)).toArray();
  }
}
