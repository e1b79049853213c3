package dev.blindspot.train.ablation.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.blindspot.train.ablation.analysis.ParameterTable.Parameter;
import dev.blindspot.train.ablation.store.TrialSetting;
import dev.blindspot.train.ablation.trial.MedianRule;
import dev.blindspot.train.config.AblationConfig.Pruning;
import dev.blindspot.train.evaluate.stats.Holm;
import dev.blindspot.train.evaluate.stats.Interval;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StatisticsTest {
  @Test
  void holmMultipliesTheSmallestByTheNumberOfTestsAndNeverFalls() {
    assertThat(Holm.adjust(new double[] {0.03, 0.01, 0.04}))
        .containsExactly(new double[] {0.06, 0.03, 0.06}, within(1e-12));
    assertThat(Holm.adjust(new double[] {0.6, 0.5})).containsExactly(1, 1);
    assertThat(Holm.adjust(new double[0])).isEmpty();
  }

  @Test
  void theMedianRuleStopsWhatIsBelowTheMedian() {
    MedianRule rule = new MedianRule(new Pruning(2, 3));
    List<Double> others = List.of(0.5, 0.6, 0.7);
    assertThat(rule.reasonToStop(2, 0.59, others)).contains("0.5900").contains("0.6000");
    assertThat(rule.reasonToStop(2, 0.6, others)).isEmpty();
    assertThat(rule.reasonToStop(1, 0.1, others)).as("too early").isEmpty();
    assertThat(rule.reasonToStop(2, 0.1, List.of(0.5, 0.6))).as("too few").isEmpty();
  }

  private static SettingResult result(
      int id, Map<String, String> values, double accuracy, double auc) {
    return new SettingResult(
        new TrialSetting(id, "setting " + id, values),
        1,
        1,
        0,
        0,
        accuracy,
        auc,
        auc,
        Interval.UNDEFINED,
        auc,
        auc,
        1);
  }

  @Test
  void theFrontIsWhatNoOtherBeatsInBoth() {
    SettingResult accurate = result(1, Map.of(), 0.9, 0.5);
    SettingResult robust = result(2, Map.of(), 0.7, 0.8);
    SettingResult beaten = result(3, Map.of(), 0.7, 0.7);
    SettingResult between = result(4, Map.of(), 0.8, 0.6);
    assertThat(ParetoFront.front(List.of(robust, beaten, between, accurate)))
        .containsExactly(accurate, between, robust);
  }

  @Test
  void theForestFindsTheParametersThatMatter() {
    Random random = new Random(5);
    List<SettingResult> rows = new ArrayList<>();
    for (int i = 1; i <= 80; i++) {
      Map<String, String> values = new LinkedHashMap<>();
      double x = random.nextDouble();
      boolean on = random.nextBoolean();
      values.put("x", Double.toString(x));
      values.put("word", on ? "{}" : "null");
      values.put("noise", Double.toString(random.nextDouble()));
      rows.add(result(i, values, 0, 2 * x + (on ? 0.5 : 0)));
    }
    ParameterTable table =
        new ParameterTable(
            List.of(
                new Parameter("noise", "noise", List.of(), false),
                new Parameter("word", "word", List.of("null", "{}"), false),
                new Parameter("x", "x", List.of(), false)),
            rows);
    Importance.Findings found = Importance.of(table, 1);
    assertThat(found.r2()).isGreaterThan(0.6);
    assertThat(found.importances())
        .extracting(i -> i.parameter().key())
        .containsExactly("x", "word", "noise");
    assertThat(found.importances().get(2).share()).isLessThan(0.1);
    assertThat(Importance.of(table, 1)).isEqualTo(found);
  }

  @Test
  void withFewSettingsNothingIsSaid() {
    ParameterTable table =
        new ParameterTable(
            List.of(new Parameter("x", "x", List.of(), false)),
            List.of(result(1, Map.of("x", "1"), 0.5, 0.5)));
    assertThat(Importance.of(table, 1).means()).isFalse();
  }
}
