package dev.blindspot.train.evaluate.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.blindspot.train.evaluate.comparison.Comparison.Measure;
import dev.blindspot.train.evaluate.comparison.Comparison.Verdict;
import dev.blindspot.train.evaluate.metrics.MetricsTest;
import dev.blindspot.train.evaluate.metrics.Predictions;
import dev.blindspot.train.evaluate.stats.Interval;
import dev.blindspot.train.evaluate.stats.PairedBootstrap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonsTest {
  private static final PairedBootstrap BOOTSTRAP = new PairedBootstrap(2000, 1);

  @Test
  void holmTakesBackWhatManyArmsWouldShowByChance() {
    // 9 against 1: McNemar's exact p is 0.021, shown alone, but not among four arms
    Comparison alone = Comparisons.of(List.of(arm("a", 1), arm("b", 9)), BOOTSTRAP).get(0);
    List<Comparison> many =
        Comparisons.of(
            List.of(arm("a", 1), arm("b", 9), arm("c", 2), arm("d", 2), arm("e", 2)), BOOTSTRAP);

    assertThat(alone.p()).isCloseTo(22.0 / 1024, within(1e-9));
    assertThat(alone.adjustedP()).isEqualTo(alone.p());
    assertThat(alone.verdict()).isEqualTo(Verdict.SHOWN);
    assertThat(many).hasSize(4);
    assertThat(many.get(0).adjustedP()).isCloseTo(4 * alone.p(), within(1e-9));
    assertThat(many.get(0).verdict()).isEqualTo(Verdict.NOT_SHOWN);
    assertThat(many.get(0).arms()).isEqualTo(4);
    assertThat(many.get(0).sentence())
        .contains("p = 0.021, 0.086 after Holm's correction for 4 arms");
  }

  @Test
  void severalSeedsAreAveragedAndWidenTheInterval() {
    // the second seed takes back what the first one gains
    ArmScores reference = arm("a", training(0), training(0));
    Comparison steady =
        Comparisons.of(List.of(reference, arm("b", training(10), training(10))), BOOTSTRAP).get(0);
    Comparison unsteady =
        Comparisons.of(List.of(reference, arm("b", training(20), training(0))), BOOTSTRAP).get(0);

    assertThat(steady.difference()).isCloseTo(unsteady.difference(), within(1e-12));
    assertThat(steady.seeds()).isEqualTo(2);
    assertThat(steady.test()).isEqualTo("paired bootstrap over images and seeds");
    assertThat(steady.mcNemar()).hasSize(2);
    assertThat(steady.verdict()).isEqualTo(Verdict.SHOWN);
    assertThat(unsteady.verdict()).isEqualTo(Verdict.NOT_SHOWN);
    assertThat(unsteady.sentence()).contains("100 images, 2 seeds");
  }

  @Test
  void theIntervalOfTheseNetworksAveragesEveryImageOverItsSeeds() {
    // on 20 images one seed of two gains: half an image each, and seeds do not widen that
    ArmScores reference = arm("a", training(0), training(0));
    Comparison unsteady =
        Comparisons.of(List.of(reference, arm("b", training(20), training(0))), BOOTSTRAP).get(0);
    double[] halves = new double[100];
    Arrays.fill(halves, 50, 70, 0.5);

    Interval expected = BOOTSTRAP.compare(halves, new double[100]).interval();
    assertThat(unsteady.imagesInterval()).isEqualTo(expected);
    assertThat(expected.low()).isPositive();
    assertThat(unsteady.interval().low()).isLessThanOrEqualTo(0);
    assertThat(Comparisons.of(List.of(arm("a", 1), arm("b", 9)), BOOTSTRAP).get(0))
        .extracting(Comparison::imagesInterval)
        .isNull();
  }

  @Test
  void trainingsArePairedBySeed() {
    // both arms gain by seed 2 alike: seed by seed nothing differs, whatever seeds are drawn
    Comparison alike =
        Comparisons.of(
                List.of(arm("a", training(0), training(30)), arm("b", training(0), training(30))),
                BOOTSTRAP)
            .get(0);

    assertThat(alike.interval()).isEqualTo(new Interval(0, 0));
    assertThat(alike.p()).isEqualTo(1);
  }

  @Test
  void onlyMeasuresThatBothArmsHaveAreCompared() {
    ArmScores both = new ArmScores("a", List.of(training(0, Measure.CORRUPTION_ACCURACY)));
    ArmScores other = new ArmScores("b", List.of(training(5, Measure.CORRUPTION_ACCURACY)));
    ArmScores less = arm("c", training(5));

    assertThat(Comparisons.of(List.of(both, other, less), BOOTSTRAP))
        .extracting(c -> c.arm() + " " + c.measure())
        .containsExactly("b ACCURACY", "b CORRUPTION_ACCURACY", "c ACCURACY");
  }

  @Test
  void armsOfDifferentNumbersOfSeedsAreNotCompared() {
    assertThatThrownBy(
            () ->
                Comparisons.of(
                    List.of(arm("a", training(0)), arm("b", training(0), training(0))), BOOTSTRAP))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("trainings must be as many as the reference's (1), were 2");
  }

  @Test
  void saysHowManyImagesWouldShowADifference() {
    Comparison comparison = Comparisons.of(List.of(arm("a", 2), arm("b", 4)), BOOTSTRAP).get(0);

    // the half width is about 4.8 points at 100 images: (4.8 / 2 * 2.8 / 1.96)^2 times as many
    assertThat(comparison.imagesNeeded()).isBetween(920L, 1430L);
    assertThat(comparison.sentence())
        .endsWith(comparison.imagesNeeded() + " images would show it with a power of 80 %.");
    assertThat(Comparisons.of(List.of(arm("a", 0), arm("b", 0)), BOOTSTRAP).get(0).imagesNeeded())
        .isNull();
  }

  /** 100 images; the first arm alone gets the first ones right, others the last ones. */
  private static ArmScores arm(String name, int right) {
    double[] p = new double[100];
    Arrays.fill(p, 0.9);
    if (name.equals("a")) {
      Arrays.fill(p, 50, 100, 0.1);
      Arrays.fill(p, 0, 50, 0.9);
      Arrays.fill(p, 50, 50 + right, 0.9);
    } else {
      Arrays.fill(p, 50, 100, 0.1);
      Arrays.fill(p, 100 - right, 100, 0.9);
    }
    return arm(name, ArmScores.Training.clean(predictions(p)));
  }

  private static ArmScores arm(String name, ArmScores.Training... trainings) {
    return new ArmScores(name, List.of(trainings));
  }

  private static ArmScores.Training training(int right) {
    return ArmScores.Training.clean(predictions(halfRightAnd(right)));
  }

  private static ArmScores.Training training(int right, Measure measure) {
    Predictions clean = predictions(halfRightAnd(right));
    List<Measure> measures = new ArrayList<>(List.of(Measure.ACCURACY, measure));
    return new ArmScores.Training(
        clean, Map.of(measures.get(0), clean.correct(), measures.get(1), clean.correct()));
  }

  private static double[] halfRightAnd(int more) {
    double[] p = new double[100];
    Arrays.fill(p, 0.1);
    Arrays.fill(p, 0, 50 + more, 0.9);
    return p;
  }

  private static Predictions predictions(double[] p) {
    int[] labels = new int[p.length];
    Arrays.fill(labels, 1);
    return Predictions.of(MetricsTest.binary(p), labels);
  }
}
