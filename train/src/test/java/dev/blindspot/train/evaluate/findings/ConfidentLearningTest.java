package dev.blindspot.train.evaluate.findings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.blindspot.augment.random.SampleRandom;
import dev.blindspot.train.evaluate.findings.LabelAudit.Suspect;
import dev.blindspot.train.evaluate.metrics.MetricsTest;
import dev.blindspot.train.evaluate.metrics.Predictions;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConfidentLearningTest {
  private static final List<String> CLASSES = List.of("car", "van");

  @Test
  void countsWhatReachesTheThresholdOfItsClass() {
    // labels car: p(van) .1 .2 .9; labels van: p(van) .9 .7 .2
    LabelAudit audit =
        audit(new int[] {0, 0, 0, 1, 1, 1}, new double[] {0.1, 0.2, 0.9, 0.9, 0.7, 0.2});

    assertThat(audit.thresholds().get(0)).isCloseTo(0.6, within(1e-12)); // (.9 + .8 + .1) / 3
    assertThat(audit.thresholds().get(1)).isCloseTo(0.6, within(1e-12));
    assertThat(audit.confidentJoint()).containsExactly(List.of(2, 1), List.of(1, 2));
    assertThat(audit.estimatedErrorShare()).isCloseTo(1 / 3.0, within(1e-12));
    assertThat(audit.suspects()).extracting(Suspect::id).containsExactly("2", "5");
    assertThat(audit.suspects().get(0))
        .isEqualTo(new Suspect("2", "test", "car", "van", 1 - 0.9, 0.9));
  }

  @Test
  void whoIsNotConfidentIsNotCounted() {
    LabelAudit audit = audit(new int[] {0, 0, 1, 1}, new double[] {0.1, 0.45, 0.9, 0.9});

    // p(car) 0.55 is below the mean of 0.725, p(van) 0.45 below 0.9
    assertThat(audit.confidentJoint()).containsExactly(List.of(1, 0), List.of(0, 2));
    assertThat(audit.suspects()).isEmpty();
  }

  @Test
  void findsPlantedErrors() {
    RandomGenerator random = SampleRandom.of(4, "labels");
    int[] labels = new int[400];
    double[] p = new double[400];
    List<String> planted = new ArrayList<>();
    for (int i = 0; i < labels.length; i++) {
      int truth = i % 2;
      double said = 0.5 + 0.5 * Math.pow(random.nextDouble(), 0.3);
      p[i] = truth == 1 ? said : 1 - said;
      boolean wrong = random.nextDouble() < 0.08;
      labels[i] = wrong ? 1 - truth : truth;
      if (wrong) {
        planted.add("" + i);
      }
    }

    LabelAudit audit = audit(labels, p);

    List<String> found = audit.suspects().stream().map(Suspect::id).toList();
    assertThat(planted).hasSizeGreaterThan(20);
    long hits = found.stream().filter(planted::contains).count();
    assertThat(hits).isGreaterThan(planted.size() * 6L / 10);
    assertThat(hits).isEqualTo(found.size());
    assertThat(audit.estimatedErrorShare()).isBetween(0.04, 0.12);
  }

  private static LabelAudit audit(int[] labels, double[] p) {
    ConfidentLearning auditor = new ConfidentLearning(CLASSES);
    auditor.add(
        IntStream.range(0, p.length).mapToObj(i -> "" + i).toList(),
        "test",
        List.of(Predictions.of(MetricsTest.binary(p), labels)));
    return auditor.audit(100);
  }
}
