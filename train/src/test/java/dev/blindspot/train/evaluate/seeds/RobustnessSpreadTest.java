package dev.blindspot.train.evaluate.seeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.blindspot.train.config.EvaluationConfig.Corruption;
import dev.blindspot.train.config.EvaluationConfig.Position;
import dev.blindspot.train.evaluate.corruption.CorruptionLaw;
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
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class RobustnessSpreadTest {
  private static final Offset<Double> EXACT = within(1e-12);
  private static final Throughput SPEED = new Throughput(10, 1, 1);

  @Test
  void everyPointAndAreaIsAMeanWithItsDeviation() {
    // areas of accuracy 1 to 0.6 and 1 to 0.2 over half of the image: 0.8 and 0.6
    RobustnessSpread spread = RobustnessSpread.of(List.of(run(0.6), run(0.2)));
    OcclusionSpread curve = spread.occlusion().get(0);

    assertThat(curve.position()).isEqualTo(Position.CENTRE);
    assertThat(curve.points()).extracting(OcclusionSpread.Point::fraction).containsExactly(0.0, .5);
    is(curve.points().get(0).accuracy(), 1, 0);
    is(curve.points().get(1).accuracy(), 0.4, 0.4 / Math.sqrt(2));
    is(curve.points().get(1).ece(), 0.4, 0.4 / Math.sqrt(2));
    is(curve.auc(), 0.7, 0.2 / Math.sqrt(2));
    is(curve.relativeDrop50(), 0.6, 0.4 / Math.sqrt(2));
    is(curve.relativeDrop25(), 0.3, 0.2 / Math.sqrt(2));
  }

  @Test
  void aFigureThatOneTrainingLeavesUndefinedIsUndefined() {
    OcclusionCurve curve = curve(0.6);
    OcclusionCurve short25 = OcclusionCurve.of(Position.CENTRE, "mean", 1, shortened(curve), NONE);

    OcclusionSpread spread = OcclusionSpread.of(List.of(short25, short25));

    assertThat(spread.relativeDrop50().mean()).isNaN();
    assertThat(spread.relativeDrop50().standardDeviation()).isNaN();
    assertThat(spread.auc().mean()).isFinite();
  }

  @Test
  void corruptionErrorsAreThoseOfEverySeedAgainstTheSameSeed() {
    // seed 1 makes 1 error of 4 where the reference makes 2; seed 2 makes 3 where it makes 2
    CorruptionRun reference = corrupted(0.9, 0.9, 0.1, 0.1);
    CorruptionScores better = corrupted(0.9, 0.9, 0.9, 0.1).scores(reference);
    CorruptionScores worse = corrupted(0.9, 0.1, 0.1, 0.1).scores(reference);

    CorruptionSpread spread = RobustnessSpread.of(List.of(run(better), run(worse))).corruptions();

    assertThat(spread).isNotNull();
    is(spread.families().get(0).corruptionError(), 1, 1 / Math.sqrt(2));
    is(spread.meanCorruptionError(), 1, 1 / Math.sqrt(2));
    is(spread.families().get(0).levels().get(1).accuracy(), 0.5, 0.5 / Math.sqrt(2));
    is(spread.meanAccuracy(), 0.5, 0.5 / Math.sqrt(2));
    assertThat(spread.severities())
        .extracting(CorruptionSpread.Severity::severity)
        .containsExactly(1, 3);
    is(spread.severities().get(1).accuracy(), 0.5, 0.5 / Math.sqrt(2));
  }

  @Test
  void theReliabilityDiagramTakesAllTrainingsTogether() {
    // 0.95 and 0.98 lie in the last bin: 2 images of one training, 1 of the other
    Calibration surer = Calibrations.of(said(0.95, 0.95), null);
    Calibration other = Calibrations.of(said(0.98, 0.7), null);

    CalibrationSpread spread = CalibrationSpread.of(List.of(surer, other));

    Calibration.Bin last = spread.bins().get(14);
    assertThat(last.images()).isEqualTo(3);
    assertThat(last.meanConfidence()).isEqualTo((0.95 + 0.95 + 0.98) / 3, EXACT);
    assertThat(last.accuracy()).isEqualTo(1);
    assertThat(spread.bins().get(0).images()).isZero();
    assertThat(spread.bins().get(0).accuracy()).isNaN();
    is(spread.meanConfidence(), (0.95 + 0.84) / 2, 0.11 / Math.sqrt(2));
    assertThat(spread.scaled()).isNull();
  }

  @Test
  void oneTrainingSpreadsByNothing() {
    RobustnessSpread spread = RobustnessSpread.of(List.of(run(0.6)));

    assertThat(spread.occlusion().get(0).auc().seeds()).isEqualTo(1);
    assertThat(spread.occlusion().get(0).auc().mean()).isEqualTo(curve(0.6).auc());
    assertThat(spread.occlusion().get(0).auc().standardDeviation()).isNaN();
    assertThat(spread.object()).isNull();
    assertThat(spread.corruptions()).isNull();
  }

  @Test
  void trainingsMustBeMeasuredAlike() {
    Robustness more = new Robustness(List.of(curve(1), curve(1)), null, null, calibration(), SPEED);

    assertThatThrownBy(() -> RobustnessSpread.of(List.of(run(1), more)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("trainings must be measured alike, had [1, 2]");
  }

  private static final Interval NONE = Interval.UNDEFINED;

  private static void is(SeedSummary spread, double mean, double deviation) {
    assertThat(spread.mean()).isEqualTo(mean, EXACT);
    assertThat(spread.standardDeviation()).isEqualTo(deviation, EXACT);
  }

  private static Robustness run(double hidden) {
    return new Robustness(List.of(curve(hidden)), null, null, calibration(), SPEED);
  }

  private static Robustness run(CorruptionScores scores) {
    return new Robustness(List.of(curve(1)), null, scores, calibration(), SPEED);
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
    return new CorruptionRun(said(p), Map.of(Corruption.FOG, levels), CorruptionLaw.IMAGENET_C, 1);
  }

  /** Probabilities of the true class. */
  private static Predictions said(double... p) {
    int[] labels = new int[p.length];
    java.util.Arrays.fill(labels, 1);
    return Predictions.of(MetricsTest.binary(p), labels);
  }
}
