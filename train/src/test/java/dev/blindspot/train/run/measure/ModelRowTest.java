package dev.blindspot.train.run.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blindspot.train.config.EvaluationConfig.Position;
import dev.blindspot.train.evaluate.metrics.Evaluation;
import dev.blindspot.train.evaluate.metrics.Metrics;
import dev.blindspot.train.evaluate.robustness.OcclusionCurve;
import dev.blindspot.train.evaluate.stats.Interval;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelRowTest {
  @Test
  void undefinedNumbersAreEmptyFields() {
    // no image of class 0: no mean recall of the classes, and no ROC curve
    Evaluation oneClass = Metrics.of(new double[][] {{0.1, 0.9}, {0.8, 0.2}}, new int[] {1, 1});
    assertThat(new ModelRow(Path.of("a.zip"), oneClass, curve()).cells())
        .containsExactly(
            "a.zip", 2, "0.500000", "", "0.666667", "", "0.857399", "0.450000", "0.250000");
  }

  private static OcclusionCurve curve() {
    return new OcclusionCurve(
        Position.RANDOM,
        "grey",
        1,
        List.of(),
        0.25,
        Interval.UNDEFINED,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        Double.NaN);
  }
}
