package dev.blindspot.train.evaluate.findings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.blindspot.train.evaluate.findings.Mistakes.Mistake;
import dev.blindspot.train.evaluate.metrics.MetricsTest;
import dev.blindspot.train.evaluate.metrics.Predictions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NotableImagesTest {
  private final NotableImages oddities =
      new NotableImages(List.of("a", "b", "c", "d"), List.of("x", "y", "z"));

  @Test
  void theWorstAndTheSurestMistakesMayDiffer() {
    Predictions said =
        Predictions.of(
            new double[][] {{0.1, 0.8, 0.1}, {0.02, 0.5, 0.48}, {0.7, 0.2, 0.1}, {0.3, 0.6, 0.1}},
            new int[] {0, 0, 0, 0});

    Mistakes mistakes = oddities.mistakes("arm", said, 2);

    assertThat(mistakes.total()).isEqualTo(3);
    assertThat(mistakes.worst()).extracting(Mistake::id).containsExactly("b", "a");
    assertThat(mistakes.mostConfident()).extracting(Mistake::id).containsExactly("a", "d");
    assertThat(mistakes.worst().get(0)).isEqualTo(new Mistake("b", "x", "y", 0.5, 0.02));
  }

  @Test
  void armsDisagreeWhereTheyCallAImageDifferently() {
    Map<String, Predictions> arms = new LinkedHashMap<>();
    int[] labels = {1, 1, 0, 0};
    arms.put("one", Predictions.of(MetricsTest.binary(0.9, 0.6, 0.3, 0.1), labels));
    arms.put("two", Predictions.of(MetricsTest.binary(0.6, 0.4, 0.9, 0.3), labels));

    List<Disagreement> found = oddities.disagreements(arms);

    assertThat(found).extracting(Disagreement::id).containsExactly("c", "b");
    assertThat(found.get(0).spread()).isCloseTo(0.6, within(1e-12));
    assertThat(found.get(0).opinions())
        .extracting(Disagreement.Opinion::predicted)
        .containsExactly("x", "y");
  }
}
