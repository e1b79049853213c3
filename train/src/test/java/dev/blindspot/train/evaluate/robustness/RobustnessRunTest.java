package dev.blindspot.train.evaluate.robustness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.blindspot.train.config.EvaluationConfig.Position;
import dev.blindspot.train.evaluate.comparison.Comparison.Measure;
import dev.blindspot.train.evaluate.metrics.Calibrations;
import dev.blindspot.train.evaluate.metrics.MetricsTest;
import dev.blindspot.train.evaluate.metrics.Predictions;
import dev.blindspot.train.evaluate.stats.Interval;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RobustnessRunTest {
  @Test
  void scoresHaveTheMeansThatTheReportShows() {
    Predictions clean =
        Predictions.of(MetricsTest.binary(0.9, 0.8, 0.7, 0.2), new int[] {1, 1, 0, 1});

    Map<Measure, double[]> scores = run(clean).scores().scores();

    assertThat(scores)
        .containsOnlyKeys(Measure.ACCURACY, Measure.OCCLUSION_AUC, Measure.CALIBRATION);
    assertThat(mean(scores, Measure.ACCURACY)).isEqualTo(0.5);
    assertThat(mean(scores, Measure.CALIBRATION))
        .isCloseTo(1 - Calibrations.ece(Calibrations.bins(clean)), within(1e-12));
  }

  @Test
  void theCalibrationOfOneImageIsNoScore() {
    Predictions one = Predictions.of(MetricsTest.binary(0.9), new int[] {1});

    assertThat(run(one).scores().scores()).doesNotContainKey(Measure.CALIBRATION);
  }

  private static double mean(Map<Measure, double[]> scores, Measure measure) {
    return Arrays.stream(Objects.requireNonNull(scores.get(measure))).average().orElseThrow();
  }

  private static RobustnessRun run(Predictions clean) {
    OcclusionCurve curve =
        OcclusionCurve.of(
            Position.RANDOM, "mean", 1, List.of(point(0), point(0.5)), Interval.UNDEFINED);
    double[] areas = clean.correct();
    return new RobustnessRun(
        clean,
        List.of(new OcclusionRun(curve, areas, areas)),
        null,
        null,
        new Throughput(1, 1, 1),
        List.of());
  }

  private static OcclusionCurve.Point point(double fraction) {
    return new OcclusionCurve.Point(fraction, 0.5, Interval.UNDEFINED, 0.5, 0.5, 0.5, 0);
  }
}
