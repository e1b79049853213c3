package dev.blindspot.explain.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.blindspot.explain.image.InputScaling;
import dev.blindspot.explain.map.Attribution;
import dev.blindspot.explain.occlusion.OcclusionFill;
import dev.blindspot.explain.occlusion.Scorer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** An image of four pixels, 40, 30, 20 and 10, whose score is the sum of its pixels over 100. */
class FaithfulnessTest {
  private static final INDArray IMAGE = Nd4j.createFromArray(40f, 30f, 20f, 10f).reshape(1, 2, 2);
  private static final Attribution RIGHT = map(4, 3, 2, 1);
  private static final Attribution WRONG = map(1, 2, 3, 4);
  private static final InputScaling PLAIN = InputScaling.none(1);
  private static final Scorer SUM =
      batch -> {
        INDArray sum = batch.sum(1, 2, 3).reshape(batch.size(0), 1).div(100);
        return Nd4j.concat(1, sum.rsub(1), sum);
      };

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 100})
  void deletionAndInsertionCurvesOfASumAreItsPartialSums(int batchSize) {
    DeletionInsertion method =
        new DeletionInsertion(4, OcclusionFill.grey(0), OcclusionFill.grey(0), batchSize);
    DeletionInsertion.Curves right = method.measure(SUM, IMAGE, RIGHT);
    assertThat(right.deletion()).containsExactly(new double[] {1, .6, .3, .1, 0}, within(1e-6));
    assertThat(right.insertion()).containsExactly(new double[] {0, .4, .7, .9, 1}, within(1e-6));
    assertThat(right.deletionArea().value()).isCloseTo(0.375, within(1e-6)); // (2 - 1/2) / 4
    assertThat(right.insertionArea().value()).isCloseTo(0.625, within(1e-6)); // (3 - 1/2) / 4
    DeletionInsertion.Curves wrong = method.measure(SUM, IMAGE, WRONG);
    assertThat(wrong.deletionArea().value()).isCloseTo(0.625, within(1e-6));
    assertThat(wrong.insertionArea().value()).isCloseTo(0.375, within(1e-6));
  }

  @Test
  void averageDropIsWhatTheKeptPlacesLose() {
    // kept: 40 x 4/4 + 30 x 3/4 + 20 x 2/4 + 10 x 1/4 = 75 of 100
    AverageDrop drop = AverageDrop.of(SUM, PLAIN, IMAGE, RIGHT);
    assertThat(drop.drop().value()).isCloseTo(0.25, within(1e-6));
    assertThat(drop.increase().value()).isZero();
    AverageDrop gain =
        AverageDrop.of(SUM, PLAIN, IMAGE, new Attribution("m", 0, 2, 2, RIGHT.values()));
    assertThat(gain.drop().defined()).isFalse(); // class 0 has score 0: nothing to lose
    AverageDrop mean =
        AverageDrop.mean(List.of(AverageDrop.of(0.8, 0.4), AverageDrop.of(0.5, 0.75), gain));
    assertThat(mean.drop().value()).isEqualTo(0.25);
    assertThat(mean.increase().value()).isEqualTo(0.5);
    assertThat(AverageDrop.of(SUM, PLAIN, IMAGE, map(0, 0, 0, -1)).drop().reason())
        .isEqualTo("the map has no positive value");
    assertThat(AverageDrop.mean(List.of(gain)).drop().defined()).isFalse();
  }

  /** What the paper masks is the network's input: 0 is the mean there. */
  @Test
  void averageDropFadesToTheMeanOfTheScaling() {
    InputScaling scaling = new InputScaling(new float[] {12}, new float[] {5});
    Scorer ofScaled =
        batch -> {
          INDArray sum = scaling.apply(batch).sum(1, 2, 3).reshape(batch.size(0), 1);
          return Nd4j.concat(1, sum.rsub(1), sum);
        };

    // scaled: 28 / 5, 18 / 5, 8 / 5, -2 / 5, together 10.4; kept 28, 13.5, 4 and -0.5 fifths: 9
    AverageDrop drop = AverageDrop.of(ofScaled, scaling, IMAGE, RIGHT);

    assertThat(drop.drop().value()).isCloseTo(1 - 9 / 10.4, within(1e-5));
    assertThatThrownBy(() -> AverageDrop.of(SUM, InputScaling.none(3), IMAGE, RIGHT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("scaling must have the image's 1 channels, had 3");
  }

  @Test
  void roadComparesTheRemovalOfTheLeastWithThatOfTheMostRelevant() {
    // Removing 40 leaves 30 (beside), 20 (beside), 10 (diagonal): (30/6 + 20/6 + 10/12) / (5/12)
    double without40 = (30 / 6.0 + 20 / 6.0 + 10 / 12.0) / (5 / 12.0);
    double without10 = (30 / 6.0 + 20 / 6.0 + 40 / 12.0) / (5 / 12.0);
    Road.Scores scores = new Road(List.of(0.25), 0, 1, 1).measure(SUM, IMAGE, RIGHT);
    assertThat(scores.mostRelevantFirst()).isCloseTo((60 + without40) / 100, within(1e-4));
    assertThat(scores.leastRelevantFirst()).isCloseTo((90 + without10) / 100, within(1e-4));
    assertThat(scores.combined().value())
        .isCloseTo((90 + without10 - 60 - without40) / 200, within(1e-4));
    assertThat(new Road(List.of(0.25), 0, 1, 8).measure(SUM, IMAGE, WRONG).combined().value())
        .isCloseTo(-scores.combined().value(), within(1e-4));
  }

  @Test
  void roadNoiseDependsOnTheSeedAlone() {
    Road noisy = new Road(List.of(0.25, 0.5), 5, 3, 2);
    Road.Scores once = noisy.measure(SUM, IMAGE, RIGHT);
    assertThat(noisy.measure(SUM, IMAGE, RIGHT)).isEqualTo(once);
    assertThat(new Road(List.of(0.25, 0.5), 5, 4, 2).measure(SUM, IMAGE, RIGHT)).isNotEqualTo(once);
  }

  @Test
  void mapsWithoutAnOrderHaveNoAreaAndNoScore() {
    DeletionInsertion rise = DeletionInsertion.rise(4, 5, 8);
    Road road = new Road(List.of(0.25), 0, 1, 8);
    assertThat(rise.measure(SUM, IMAGE, map(2, 2, 2, 2)).deletionArea())
        .isEqualTo(Measurement.undefined("the map is flat"));
    assertThat(rise.measure(SUM, IMAGE, map(1, Float.NaN, 2, 2)).insertionArea().reason())
        .isEqualTo("the map holds NaN or infinity");
    assertThat(road.measure(SUM, IMAGE, map(2, 2, 2, 2)).combined().reason())
        .isEqualTo("the map is flat");
    assertThat(AverageDrop.of(0.5, Double.NaN).drop().reason()).isEqualTo("a score is NaN");
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertThatThrownBy(() -> new Road(List.of(0.0), 0, 1, 1))
        .hasMessage("shares must be between 0 and 1, had 0.0");
    assertThatThrownBy(() -> new Road(List.of(), 0, 1, 1)).hasMessage("shares must not be empty");
    assertThatThrownBy(() -> DeletionInsertion.rise(0, 5, 1))
        .hasMessage("steps must be >= 1, was 0");
    Attribution small = new Attribution("m", 1, 1, 1, new float[] {1});
    assertThatThrownBy(() -> new Road(List.of(0.5), 0, 1, 1).measure(SUM, IMAGE, small))
        .hasMessage("map must have the image's size, 2 x 2, was 1 x 1");
  }

  private static Attribution map(float... values) {
    return new Attribution("m", 1, 2, 2, values);
  }
}
