package dev.blindspot.train.evaluate.worst;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorstPlaceDifferenceTest {
  private static final double[] ONES = {1, 1, 1, 1, 1, 1, 1, 1};
  private static final double[] HALF = {1, 0, 1, 0, 1, 0, 1, 0};

  @Test
  void isTheMeanOverSidesImagesAndSeedsAgainstTheFirstArm() {
    Map<String, List<List<WorstPlaceRun>>> arms = new LinkedHashMap<>();
    arms.put("baseline", List.of(runs(HALF, HALF), runs(HALF, HALF)));
    arms.put("robust", List.of(runs(ONES, HALF), runs(ONES, ONES)));

    List<WorstPlaceDifference> differences = WorstPlaceDifference.of(arms);

    assertThat(differences).extracting(WorstPlaceDifference::fill).containsExactly("zero", "mean");
    WorstPlaceDifference zero = differences.get(0);
    assertThat(zero.arm()).isEqualTo("robust");
    assertThat(zero.reference()).isEqualTo("baseline");
    assertThat(zero.seeds()).isEqualTo(2);
    assertThat(zero.images()).isEqualTo(8);
    // sides: +0.5 at the first in both seeds, at the second in one of them
    assertThat(zero.accuracy()).isCloseTo(0.375, within(1e-9));
    assertThat(zero.trueProbability()).isCloseTo(0.5 * 0.375, within(1e-9));
    assertThat(zero.accuracyInterval().low()).isLessThan(0.375);
    assertThat(zero.accuracyInterval().high()).isGreaterThan(0.375);
  }

  @Test
  void anArmThatWasNotSearchedHasNone() {
    assertThat(WorstPlaceDifference.of(Map.of("a", List.of(List.<WorstPlaceRun>of())))).isEmpty();
  }

  private static List<WorstPlaceRun> runs(double[] small, double[] large) {
    return List.of(run("zero", small, large), run("mean", small, large));
  }

  private static WorstPlaceRun run(String fill, double[] small, double[] large) {
    return new WorstPlaceRun(
        fill,
        List.of(
            new WorstPlaceRun.Size(0, 0, 1, ONES, ONES),
            new WorstPlaceRun.Size(0.25, 4, 16, small, half(small)),
            new WorstPlaceRun.Size(0.5, 8, 9, large, half(large))),
        1);
  }

  private static double[] half(double[] values) {
    return java.util.Arrays.stream(values).map(v -> v / 2).toArray();
  }
}
