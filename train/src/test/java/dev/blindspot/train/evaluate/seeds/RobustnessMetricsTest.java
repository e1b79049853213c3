package dev.blindspot.train.evaluate.seeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.blindspot.train.config.EvaluationConfig.Corruption;
import dev.blindspot.train.config.EvaluationConfig.Position;
import dev.blindspot.train.evaluate.corruption.CorruptionConstants;
import dev.blindspot.train.evaluate.metrics.Calibration;
import dev.blindspot.train.evaluate.metrics.Calibrations;
import dev.blindspot.train.evaluate.metrics.MetricsTest;
import dev.blindspot.train.evaluate.metrics.Predictions;
import dev.blindspot.train.evaluate.robustness.CorruptionRun;
import dev.blindspot.train.evaluate.robustness.CorruptionScores;
import dev.blindspot.train.evaluate.robustness.OcclusionCurve;
import dev.blindspot.train.evaluate.robustness.Robustness;
import dev.blindspot.train.evaluate.robustness.Throughput;
import dev.blindspot.train.evaluate.stats.Interval;
import dev.blindspot.train.evaluate.stats.SeedSummary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class RobustnessMetricsTest {
  private static final Offset<Double> EXACT = within(1e-12);
  private static final Throughput SPEED = new Throughput(10, 1, 1);

  @Test
  void everyPointAndAreaIsAMeanWithItsDeviation() {
    // areas of accuracy 1 to 0.6 and 1 to 0.2 over half of the image: 0.8 and 0.6
    Map<String, SeedValues> table = table(run(0.6), run(0.2));

    is(table, "curve[centre,mean].accuracy[0.0]", 1, 0);
    is(table, "curve[centre,mean].accuracy[0.5]", 0.4, 0.4 / Math.sqrt(2));
    is(table, "curve[centre,mean].ece[0.5]", 0.4, 0.4 / Math.sqrt(2));
    is(table, "curve[centre,mean].auc", 0.7, 0.2 / Math.sqrt(2));
    is(table, "curve[centre,mean].relativeDrop50", 0.6, 0.4 / Math.sqrt(2));
    is(table, "curve[centre,mean].relativeDrop25", 0.3, 0.2 / Math.sqrt(2));
  }

  @Test
  void theSummaryHasWhatTrainingsShareAndTheMeansOfTheRest() {
    Map<String, ?> summary = RobustnessMetrics.ALL.summary(List.of(run(0.6), run(0.2)));

    assertThat(summary)
        .containsOnlyKeys("occlusion", "object", "corruptions", "calibration", "worstPlace");
    assertThat(summary.get("corruptions")).isNull();
    Map<?, ?> curve = (Map<?, ?>) part(summary, "occlusion").get(0);
    assertThat(curve.get("position")).isEqualTo(Position.CENTRE);
    assertThat(curve.get("auc")).isEqualTo(SeedSummary.of(curve(0.6).auc(), curve(0.2).auc()));
    assertThat(((Map<?, ?>) part(curve, "points").get(1)).get("fraction")).isEqualTo(0.5);
  }

  @Test
  void aFigureThatOneTrainingLeavesUndefinedIsUndefined() {
    OcclusionCurve curve = curve(0.6);
    OcclusionCurve short25 = OcclusionCurve.of(Position.CENTRE, "mean", 1, shortened(curve), NONE);

    Map<String, SeedValues> table = new LinkedHashMap<>();
    RobustnessMetrics.CURVE.addTo(table, Key.ROOT, List.of(short25, curve));

    assertThat(summary(table, "relativeDrop50").mean()).isNaN();
    assertThat(summary(table, "relativeDrop50").standardDeviation()).isNaN();
    assertThat(summary(table, "auc").mean()).isFinite();
  }

  @Test
  void corruptionErrorsAreThoseOfEverySeedAgainstTheSameSeed() {
    // seed 1 makes 1 error of 4 where the reference makes 2; seed 2 makes 3 where it makes 2
    CorruptionRun reference = corrupted(0.9, 0.9, 0.1, 0.1);
    CorruptionScores better = corrupted(0.9, 0.9, 0.9, 0.1).scores(reference);
    CorruptionScores worse = corrupted(0.9, 0.1, 0.1, 0.1).scores(reference);

    Map<String, SeedValues> table = table(run(better), run(worse));

    is(table, "corruptions.corruptionError[fog]", 1, 1 / Math.sqrt(2));
    is(table, "corruptions.corruptionError", 1, 1 / Math.sqrt(2));
    is(table, "corruptions.accuracy[fog,3]", 0.5, 0.5 / Math.sqrt(2));
    is(table, "corruptions.accuracy", 0.5, 0.5 / Math.sqrt(2));
    is(table, "corruptions.severity.accuracy[1]", 0.5, 0.5 / Math.sqrt(2));
    is(table, "corruptions.severity.accuracy[3]", 0.5, 0.5 / Math.sqrt(2));
    assertThat(table).doesNotContainKey("corruptions.severity.accuracy[2]");
  }

  @Test
  void theReliabilityDiagramTakesAllTrainingsTogether() {
    // 0.95 and 0.98 lie in the last bin: 2 images of one training, 1 of the other
    Calibration surer = Calibrations.of(said(0.95, 0.95), null);
    Calibration other = Calibrations.of(said(0.98, 0.7), null);

    List<Calibration.Bin> bins = Calibrations.pooledBins(List.of(surer, other));

    assertThat(bins.get(14).images()).isEqualTo(3);
    assertThat(bins.get(14).meanConfidence()).isEqualTo((0.95 + 0.95 + 0.98) / 3, EXACT);
    assertThat(bins.get(14).accuracy()).isEqualTo(1);
    assertThat(bins.get(0).images()).isZero();
    assertThat(bins.get(0).accuracy()).isNaN();
    assertThat(RobustnessMetrics.CALIBRATION.summary(List.of(surer, other)))
        .containsEntry("bins", bins)
        .containsEntry("scaled", null)
        .containsEntry("meanConfidence", SeedSummary.of(0.95, 0.84));
  }

  @Test
  void oneTrainingSpreadsByNothing() {
    Map<String, SeedValues> table = table(run(0.6));

    SeedSummary auc = summary(table, "curve[centre,mean].auc");
    assertThat(auc.seeds()).isEqualTo(1);
    assertThat(auc.mean()).isEqualTo(curve(0.6).auc());
    assertThat(auc.standardDeviation()).isNaN();
    assertThat(table.keySet()).noneMatch(key -> key.matches("(object|corruptions)\\..*"));
  }

  @Test
  void theIntervalOfOneTrainingIsNotThatOfAMean() {
    Interval interval = new Interval(0.7, 0.9);
    OcclusionCurve curve =
        OcclusionCurve.of(
            Position.CENTRE, "mean", 1, List.of(point(0, 1), point(0.5, 0.6)), interval);
    Robustness run = new Robustness(List.of(curve), null, null, calibration(), SPEED, List.of());

    SeedValues one = get(table(run), "curve[centre,mean].auc");
    SeedValues two = get(table(run, run), "curve[centre,mean].auc");

    assertThat(one.interval()).isEqualTo(interval);
    assertThat(two.interval()).isEqualTo(Interval.UNDEFINED);
    assertThat(two.intervals()).containsExactly(interval, interval);
  }

  @Test
  void trainingsMustBeMeasuredAlike() {
    Robustness more =
        new Robustness(List.of(curve(1), curve(1)), null, null, calibration(), SPEED, List.of());

    assertThatThrownBy(() -> table(run(1), more))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("trainings must be measured alike, had [1, 2]");
  }

  private static final Interval NONE = Interval.UNDEFINED;

  private static Map<String, SeedValues> table(Robustness... trainings) {
    Map<String, SeedValues> table = new LinkedHashMap<>();
    RobustnessMetrics.ALL.addTo(table, Key.ROOT, List.of(trainings));
    return table;
  }

  private static SeedSummary summary(Map<String, SeedValues> table, String key) {
    return get(table, key).summary();
  }

  private static SeedValues get(Map<String, SeedValues> table, String key) {
    return Objects.requireNonNull(table.get(key), key);
  }

  private static List<?> part(Map<?, ?> summary, String name) {
    return (List<?>) Objects.requireNonNull(summary.get(name), name);
  }

  private static void is(Map<String, SeedValues> table, String key, double mean, double deviation) {
    assertThat(summary(table, key).mean()).isEqualTo(mean, EXACT);
    assertThat(summary(table, key).standardDeviation()).isEqualTo(deviation, EXACT);
  }

  private static Robustness run(double hidden) {
    return new Robustness(List.of(curve(hidden)), null, null, calibration(), SPEED, List.of());
  }

  private static Robustness run(CorruptionScores scores) {
    return new Robustness(List.of(curve(1)), null, scores, calibration(), SPEED, List.of());
  }

  private static OcclusionCurve curve(double hidden) {
    return OcclusionCurve.of(
        Position.CENTRE, "mean", 1, List.of(point(0, 1), point(0.5, hidden)), NONE);
  }

  private static List<OcclusionCurve.Point> shortened(OcclusionCurve curve) {
    List<OcclusionCurve.Point> points = new ArrayList<>(curve.points());
    points.set(1, point(0.3, 0.6));
    return points;
  }

  private static OcclusionCurve.Point point(double fraction, double value) {
    return new OcclusionCurve.Point(fraction, value, NONE, value, value, value, value);
  }

  private static Calibration calibration() {
    return Calibrations.of(said(0.9), null);
  }

  private static CorruptionRun corrupted(double... p) {
    Map<Integer, Predictions> levels = new LinkedHashMap<>();
    levels.put(1, said(p));
    levels.put(3, said(p));
    return new CorruptionRun(
        said(p), Map.of(Corruption.FOG, levels), CorruptionConstants.IMAGENET_C, 1);
  }

  /** Probabilities of the true class. */
  private static Predictions said(double... p) {
    int[] labels = new int[p.length];
    java.util.Arrays.fill(labels, 1);
    return Predictions.of(MetricsTest.binary(p), labels);
  }
}
