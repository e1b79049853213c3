package dev.blindspot.train.evaluate.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.blindspot.train.evaluate.comparison.Comparison.Measure;
import dev.blindspot.train.evaluate.comparison.Comparison.Verdict;
import dev.blindspot.train.evaluate.metrics.MetricsTest;
import dev.blindspot.train.evaluate.metrics.Predictions;
import dev.blindspot.train.evaluate.stats.CrossedMean;
import dev.blindspot.train.evaluate.stats.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonsTest {
  @Test
  void holmTakesBackWhatManyArmsWouldShowByChance() {
    // 9 against 1: t of 100 differences is 2.6, p 0.011: shown alone, but not among seven
    Comparison alone = Comparisons.of(List.of(arm("a", 1), arm("b", 9))).get(0);
    List<ArmScores> arms = new ArrayList<>(List.of(arm("a", 1), arm("b", 9)));
    List.of("c", "d", "e", "f", "g", "h").forEach(name -> arms.add(arm(name, 2)));
    List<Comparison> many = Comparisons.of(arms);

    assertThat(alone.p()).isCloseTo(0.0106, within(1e-4));
    assertThat(alone.adjustedP()).isEqualTo(alone.p());
    assertThat(alone.verdict()).isEqualTo(Verdict.SHOWN);
    assertThat(many).hasSize(7);
    assertThat(many.get(0).adjustedP()).isCloseTo(7 * alone.p(), within(1e-9));
    assertThat(many.get(0).verdict()).isEqualTo(Verdict.NOT_SHOWN);
    assertThat(many.get(0).claims()).isEqualTo(7);
    assertThat(many.get(0).sentence())
        .contains("p = 0.011, 0.075 after Holm's correction for 7 claims");
    arms.set(1, arm("b", 60));
    assertThat(Comparisons.of(arms).get(0).sentence())
        .contains("points, p < 0.001 after Holm's correction for 7 claims"); // said once
  }

  /** The policy: a report is one family. */
  @Test
  void measuresCountAsClaimsLikeArms() {
    ArmScores reference = new ArmScores("a", List.of(training(0, Measure.CORRUPTION_ACCURACY)));
    ArmScores better = new ArmScores("b", List.of(training(7, Measure.CORRUPTION_ACCURACY)));
    ArmScores alike = new ArmScores("c", List.of(training(0, Measure.CORRUPTION_ACCURACY)));

    List<Comparison> all = Comparisons.of(List.of(reference, better, alike));

    assertThat(all).extracting(Comparison::claims).containsOnly(4);
    assertThat(all.get(0).adjustedP()).isCloseTo(4 * all.get(0).p(), within(1e-12));
    assertThat(all.get(1).adjustedP()).isCloseTo(4 * all.get(1).p(), within(1e-12));
  }

  @Test
  void severalSeedsAreAveragedAndWidenTheInterval() {
    // the second seed takes back what the first one gains
    ArmScores reference = arm("a", training(0), training(0));
    Comparison steady =
        Comparisons.of(List.of(reference, arm("b", training(10), training(10)))).get(0);
    Comparison unsteady =
        Comparisons.of(List.of(reference, arm("b", training(20), training(0)))).get(0);

    assertThat(steady.difference()).isCloseTo(unsteady.difference(), within(1e-12));
    assertThat(steady.seeds()).isEqualTo(2);
    assertThat(steady.test()).isEqualTo("two-way random effects over images and seeds");
    assertThat(steady.mcNemar()).hasSize(2);
    assertThat(steady.verdict()).isEqualTo(Verdict.SHOWN);
    assertThat(steady.sentence()).startsWith("Shown: b sees better than a on whole images");
    assertThat(unsteady.verdict()).isEqualTo(Verdict.NOT_SHOWN);
    assertThat(unsteady.sentence()).startsWith("Not shown: b differs").contains("images, 2 seeds");
  }

  @Test
  void theIntervalOfTheseNetworksAveragesEveryImageOverItsSeeds() {
    // on 20 images one seed of two gains: half an image each, and seeds do not widen that
    ArmScores reference = arm("a", training(0), training(0));
    Comparison unsteady =
        Comparisons.of(List.of(reference, arm("b", training(20), training(0)))).get(0);
    double[] halves = new double[100];
    Arrays.fill(halves, 50, 70, 0.5);

    Interval expected = CrossedMean.of(new double[][] {halves}).interval();
    assertThat(unsteady.imagesInterval()).isNotNull();
    assertThat(unsteady.imagesInterval().low()).isCloseTo(expected.low(), within(1e-12));
    assertThat(unsteady.imagesInterval().high()).isCloseTo(expected.high(), within(1e-12));
    assertThat(expected.low()).isPositive();
    assertThat(unsteady.interval().low()).isLessThanOrEqualTo(0);
    assertThat(Comparisons.of(List.of(arm("a", 1), arm("b", 9))).get(0))
        .extracting(Comparison::imagesInterval)
        .isNull();
  }

  @Test
  void trainingsArePairedBySeed() {
    // both arms gain by seed 2 alike: seed by seed nothing differs, whatever seeds are drawn
    Comparison alike =
        Comparisons.of(
                List.of(arm("a", training(0), training(30)), arm("b", training(0), training(30))))
            .get(0);

    assertThat(alike.interval()).isEqualTo(new Interval(0, 0));
    assertThat(alike.p()).isEqualTo(1);
  }

  @Test
  void onlyMeasuresThatBothArmsHaveAreCompared() {
    ArmScores both = new ArmScores("a", List.of(training(0, Measure.CORRUPTION_ACCURACY)));
    ArmScores other = new ArmScores("b", List.of(training(5, Measure.CORRUPTION_ACCURACY)));
    ArmScores less = arm("c", training(5));

    assertThat(Comparisons.of(List.of(both, other, less)))
        .extracting(c -> c.arm() + " " + c.measure())
        .containsExactly("b ACCURACY", "b CORRUPTION_ACCURACY", "c ACCURACY");
  }

  @Test
  void calibrationIsClaimedInItsOwnWords() {
    ArmScores reference = new ArmScores("a", List.of(training(0, Measure.CALIBRATION)));
    ArmScores better = new ArmScores("b", List.of(training(10, Measure.CALIBRATION)));
    ArmScores alike = new ArmScores("b", List.of(training(1, Measure.CALIBRATION)));

    assertThat(Comparisons.of(List.of(reference, better)).get(1).sentence())
        .startsWith(
            "Shown of these two networks: b is better calibrated than a on whole images, by 10.0"
                + " points");
    assertThat(Comparisons.of(List.of(better, reference)).get(1).sentence())
        .startsWith(
            "Contradicted by these two networks: a is not better calibrated than b on whole images"
                + " but worse, by 10.0 points");
    assertThat(Comparisons.of(List.of(reference, alike)).get(1).sentence())
        .startsWith(
            "Not shown of these two networks: b differs from a on whole images by +1.0 points of"
                + " calibration, which");
  }

  @Test
  void armsOfDifferentNumbersOfSeedsAreNotCompared() {
    assertThatThrownBy(
            () ->
                Comparisons.of(List.of(arm("a", training(0)), arm("b", training(0), training(0)))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("trainings must be as many as the reference's (1), were 2");
  }

  @Test
  void saysHowManyImagesAndSeedsWouldShowADifference() {
    ArmScores reference = arm("a", training(0), training(0), training(0));
    ArmScores better = arm("b", training(6), training(0), training(3));
    Comparison comparison = Comparisons.of(List.of(reference, better)).get(0);

    assertThat(comparison.verdict()).isEqualTo(Verdict.NOT_SHOWN);
    assertThat(comparison.needed()).isNotNull();
    // the seeds' means are 6, 0 and 3 points: 3 points of spread and as much of difference take
    // about (1.96 + 0.84)^2 = 8 seeds, and a few more because their spread is estimated from them
    assertThat(comparison.needed().seeds()).isBetween(9, 16);
    assertThat(comparison.needed().images())
        .isCloseTo(100 * comparison.needed().seeds() / 3, within(10));
    assertThat(comparison.sentence())
        .endsWith(
            " If this difference is real, about %d images and %d seeds would show it with a power of 80 %%."
                .formatted(comparison.needed().images(), comparison.needed().seeds()));
  }

  /** The first of Holm's steps asks for more. */
  @Test
  void moreClaimsTakeMoreImages() {
    ArmScores reference = arm("a", 2);
    NeededSample alone = Comparisons.of(List.of(reference, arm("b", 4))).get(0).needed();
    NeededSample among =
        Comparisons.of(List.of(reference, arm("b", 4), arm("c", 4), arm("d", 4))).get(0).needed();

    assertThat(alone).isNotNull();
    assertThat(among).isNotNull();
    assertThat(among.images()).isGreaterThan(alone.images());
    assertThat(Comparisons.of(List.of(arm("a", 0), arm("b", 0))).get(0).needed()).isNull();
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
