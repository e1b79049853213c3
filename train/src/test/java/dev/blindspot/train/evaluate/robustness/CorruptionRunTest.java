package dev.blindspot.train.evaluate.robustness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.blindspot.train.config.EvaluationConfig.Corruption;
import dev.blindspot.train.evaluate.corruption.CorruptionConstants;
import dev.blindspot.train.evaluate.metrics.MetricsTest;
import dev.blindspot.train.evaluate.metrics.Predictions;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** 100 images; arms are known by how many they get right. */
class CorruptionRunTest {
  @Test
  void errorsAreThoseOfTheFirstArm() {
    CorruptionRun reference = run(90, 80, 60);
    CorruptionScores own = reference.scores(reference);
    CorruptionScores scores = run(95, 85, 75).scores(reference);

    assertThat(own.meanCorruptionError()).isEqualTo(1);
    assertThat(own.meanRelativeCorruptionError()).isEqualTo(1);
    // (0.15 + 0.25) / (0.20 + 0.40)
    assertThat(scores.families().get(0).corruptionError()).isCloseTo(0.4 / 0.6, within(1e-12));
    // less the clean error of 0.05 and 0.10 at each severity: (0.10 + 0.20) / (0.10 + 0.30)
    assertThat(scores.families().get(0).relativeCorruptionError()).isCloseTo(0.75, within(1e-12));
    assertThat(scores.meanAccuracy()).isCloseTo(0.8, within(1e-12));
    assertThat(scores.families().get(0).levels().get(1).accuracy()).isEqualTo(0.75);
  }

  @Test
  void scoresSayWhoseConstantsTheCorruptionsHad() {
    assertThat(run(95, 85, 75).scores(run(90, 80, 60)).law())
        .isEqualTo(CorruptionConstants.TINY_IMAGENET_C);
  }

  @Test
  void aReferenceThatLosesNothingDefinesNoRatio() {
    CorruptionRun reference = run(90, 90, 90);

    CorruptionScores scores = run(95, 85, 75).scores(reference);

    assertThat(scores.families().get(0).relativeCorruptionError()).isNaN();
    assertThat(scores.meanRelativeCorruptionError()).isNaN();
    assertThat(scores.families().get(0).corruptionError()).isCloseTo(2, within(1e-9));
  }

  @Test
  void aImagesScoreIsItsShareOfConditions() {
    double[] correct = run(100, 40, 20).correct();

    assertThat(correct[0]).isEqualTo(1);
    assertThat(correct[30]).isEqualTo(0.5);
    assertThat(correct[99]).isZero();
  }

  private static CorruptionRun run(int clean, int slight, int strong) {
    Map<Integer, Predictions> levels = new LinkedHashMap<>();
    levels.put(1, right(slight));
    levels.put(5, right(strong));
    return new CorruptionRun(
        right(clean), Map.of(Corruption.FOG, levels), CorruptionConstants.TINY_IMAGENET_C, 1);
  }

  private static Predictions right(int count) {
    double[] p = new double[100];
    Arrays.fill(p, 0.1);
    Arrays.fill(p, 0, count, 0.9);
    int[] labels = new int[100];
    Arrays.fill(labels, 1);
    return Predictions.of(MetricsTest.binary(p), labels);
  }
}
