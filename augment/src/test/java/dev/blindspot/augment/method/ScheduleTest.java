package dev.blindspot.augment.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static List<Double> epochs(Schedule schedule, int epochs) {
    return IntStream.range(0, epochs).mapToObj(schedule::at).toList();
  }

  /** The schedule of GridMask's authors: probability times epoch divided by epochs. */
  @Test
  void aRampIsAStraightLineAndThenLevel() {
    assertThat(epochs(new Schedule.Ramp(0, 0.8, 4), 7))
        .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-12 ? 0 : Double.compare(a, b))
        .containsExactly(0.0, 0.2, 0.4, 0.6, 0.8, 0.8, 0.8);
    assertThat(new Schedule.Ramp(1, 0.5, 2).at(1)).isCloseTo(0.75, within(1e-12));
    assertThat(new Schedule.Ramp(0, 1, 1).at(Integer.MAX_VALUE)).isEqualTo(1);
  }

  @Test
  void aConstantIsTheSameInAllEpochs() {
    assertThat(epochs(new Schedule.Constant(0.25), 3)).containsOnly(0.25);
  }

  @Test
  void theLastEpochsCanBeSwitchedOff() {
    assertThat(epochs(new Schedule.Constant(1).offForTheLast(2, 5), 6))
        .containsExactly(1.0, 1.0, 1.0, 0.0, 0.0, 0.0);
    assertThat(epochs(new Schedule.Ramp(0, 1, 2).offForTheLast(1, 4), 4))
        .containsExactly(0.0, 0.5, 1.0, 0.0);
    assertThat(new Schedule.Constant(1).offForTheLast(0, 3).at(2)).isEqualTo(1);
    assertThat(new Schedule.Constant(1).offForTheLast(3, 3).at(0)).isZero();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Schedule.Constant(1).offForTheLast(4, 3))
        .withMessage("last must be between 0 and 3, was 4");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Schedule.Constant(1).offForTheLast(-1, 3))
        .withMessage("last must be between 0 and 3, was -1");
  }

  @Test
  void sometimesFollowsItsScheduleOverTheEpochs() {
    RandomApply ramp = new RandomApply(new Schedule.Ramp(0.1, 0.9, 8), HorizontalFlip.defaults());
    for (int epoch : new int[] {0, 4, 8, 20}) {
      RandomGenerator random = Sampling.random(6);
      Sample sample = new Sample(5, 5, List.of(), epoch);
      double share =
          IntStream.range(0, 10_000)
              .map(i -> ramp.draw(sample, random).size())
              .average()
              .orElseThrow();
      assertThat(share).isCloseTo(0.1 + 0.1 * Math.min(epoch, 8), within(0.015));
    }
  }

  @Test
  void valuesAreChecked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Schedule.Constant(1.5))
        .withMessage("value must be between 0 and 1, was 1.5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Schedule.Ramp(-1, 1, 1))
        .withMessage("from must be between 0 and 1, was -1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Schedule.Ramp(0, 2, 1))
        .withMessage("to must be between 0 and 1, was 2.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Schedule.Ramp(0, 1, 0))
        .withMessage("epochs must be >= 1, was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Schedule.Until(-1, new Schedule.Constant(1)))
        .withMessage("epochs must be >= 0, was -1");
  }
}
