package dev.blindspot.train.evaluate.robustness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.blindspot.augment.edit.Fill;
import dev.blindspot.augment.edit.Patch;
import dev.blindspot.augment.geometry.Box;
import dev.blindspot.train.config.EvaluationConfig.Position;
import dev.blindspot.train.evaluate.metrics.MetricsTest;
import dev.blindspot.train.evaluate.metrics.Predictions;
import dev.blindspot.train.evaluate.stats.BoundedMean;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObjectRobustnessTest {
  @Test
  void theShareIsThatOfTheUnionOfTheBoxes() {
    List<Box> object = List.of(new Box(0, 0, 4, 4), new Box(2, 0, 4, 4)); // 6 x 4

    assertThat(share(object, new Box(0, 0, 3, 4))).isEqualTo(0.5);
    assertThat(share(object, new Box(6, 0, 10, 10))).isZero();
    assertThat(share(object, new Box(0, 0, 20, 20))).isEqualTo(1);
    assertThat(share(object, new Box(0, 0, 6, 2), new Box(0, 1, 6, 1))).isEqualTo(0.5);
  }

  @Test
  void viewsAreSortedByWhatIsHiddenOfTheObject() {
    // a centre of 25 % hides pixels 5 to 14 of 20 in both directions
    List<List<Box>> objects =
        List.of(
            List.of(new Box(0, 0, 4, 4)), // untouched
            List.of(new Box(5, 5, 10, 10)), // all of it
            List.of(new Box(0, 5, 20, 10)), // half of it
            List.of()); // not known
    ObjectRobustness robustness = new ObjectRobustness(objects, 20, 20);
    robustness.add(
        new OcclusionPainter(Position.CENTRE, new Fill.Zero(), 1, 0.25, 0, 1),
        Predictions.of(MetricsTest.binary(0.9, 0.2, 0.8, 0.4), new int[] {1, 1, 1, 1}));

    ObjectOcclusion result =
        robustness.result(List.of("box"), "zero", BoundedMean.ofShares(1000, 1));

    assertThat(result.images()).isEqualTo(3);
    assertThat(result.bins())
        .extracting(ObjectOcclusion.Bin::views)
        .containsExactly(1, 0, 0, 1, 0, 1);
    assertThat(result.bins().get(0).accuracy()).isEqualTo(1);
    assertThat(result.bins().get(0).high()).isZero();
    assertThat(result.bins().get(1).accuracy()).isNaN();
    assertThat(result.bins().get(3).low()).isCloseTo(0.4, within(1e-12));
    assertThat(result.bins().get(3).meanTrueProbability()).isCloseTo(0.8, within(1e-12));
    assertThat(result.bins().get(5).accuracy()).isZero();
    assertThat(result.bins().get(1).accuracyInterval().low()).isNaN();
  }

  private static double share(List<Box> object, Box... hidden) {
    return ObjectRobustness.hiddenShare(
        object,
        java.util.Arrays.stream(hidden).map(box -> new Patch(box, new Fill.Zero(), 0)).toList());
  }
}
