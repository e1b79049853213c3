package dev.blindspot.train.report.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blindspot.train.report.page.SideBySide.Named;
import dev.blindspot.train.report.page.SideBySide.Row;
import dev.blindspot.train.report.result.ArmResult;
import dev.blindspot.train.report.result.FixtureRun;
import dev.blindspot.train.report.result.HostileTexts;
import dev.blindspot.train.report.result.RunResult;
import dev.blindspot.train.report.table.Numbers;
import dev.blindspot.train.report.table.RunFigures;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SideBySideTest {
  private final RunResult two = FixtureRun.twoArms();

  @Test
  void putsAllArmsUnderTheNamesOfTheirRuns() {
    RunResult together = FixtureRun.sideBySide().together();

    assertThat(together.arms()).hasSize(8);
    assertThat(together.arms().get(0).name()).isEqualTo("quickstart (runs/six) \u00b7 baseline");
    assertThat(together.arms().get(7).name()).isEqualTo("quickstart (runs/two) \u00b7 robust");
    assertThat(together.arms().get(7).occlusion()).isEqualTo(two.arms().get(1).occlusion());
    assertThat(together.comparisons()).hasSize(15 + 3);
    assertThat(together.comparisons().get(17).reference())
        .isEqualTo("quickstart (runs/two) \u00b7 baseline");
  }

  /** What was corrected together stays together: another run does not change a verdict. */
  @Test
  void everyRunIsAFamilyOfClaimsOfItsOwn() {
    assertThat(FixtureRun.sideBySide().families())
        .containsExactly("15 claims of quickstart (runs/six)", "3 claims of quickstart (runs/two)");
    assertThat(FixtureRun.sideBySide().together().comparisons().get(0).claims()).isEqualTo(15);
    assertThat(FixtureRun.sideBySide().together().comparisons().get(17).claims()).isEqualTo(3);
  }

  @Test
  void runsWithDifferentNamesNeedNoPlace() {
    SideBySide runs = SideBySide.of(Map.of("a", two, "b", changed("\"quickstart\"", "\"other\"")));

    assertThat(runs.names()).containsExactlyInAnyOrder("quickstart", "other");
  }

  @Test
  void saysWhichSettingsDiffer() {
    SideBySide runs = sideBySide(changed("epochs: 12", "epochs: 24\\n  fast: true"));

    assertThat(runs.settings())
        .containsExactly(
            new Row("training.epochs", List.of("12", "24")),
            new Row("training.fast", List.of(Numbers.NONE, "true")));
    assertThat(runs.warnings()).isEmpty();
  }

  @Test
  void warnsOfOtherImages() {
    assertThat(sideBySide(changed("sha256:9b1c", "sha256:0000")).warnings())
        .singleElement()
        .asString()
        .contains("different images");
  }

  @Test
  void warnsOfCurvesThatCannotBeCompared() {
    assertThat(sideBySide(changed("patch-uniform", "zero")).warnings())
        .satisfiesExactly(
            curves -> assertThat(curves).contains("occlusion curves cannot be compared"),
            squares -> assertThat(squares).contains("at the worst place cannot be compared"));
  }

  @Test
  void aRunOfABuildWithoutTheWorstPlaceIsReadAndNoReasonToWarn() {
    RunResult before = changed("\"worstPlace", "\"notKnownThen");

    assertThat(before.reference().robustness().worstPlace()).isEmpty();
    assertThat(before.worstPlaceDifferences()).isEmpty();
    assertThat(sideBySide(before).warnings()).isEmpty();
  }

  @Test
  void anArmMayKnowMoreClassesThanThoseOfTheFirstRun() {
    Map<String, RunResult> runs = new LinkedHashMap<>();
    runs.put("a", changed("[ \"ordinary\", \"emergency\" ]", "[ \"ordinary\" ]"));
    runs.put("b", two);
    RunResult together = SideBySide.of(runs).together();
    ArmResult arm = together.arms().get(3);

    RunFigures figures = RunFigures.of(together);

    assertThat(arm.test().classes()).hasSizeGreaterThan(together.data().classes().size());
    assertThat(figures.mean(arm, "test.recall[1]")).isEqualTo(arm.test().classes().get(1).recall());
  }

  @Test
  void aConfigurationThatCannotBeReadHasNoSettings() {
    assertThat(sideBySide(changed("name: quickstart", "name: [")).settings())
        .extracting(row -> row.values().get(1))
        .containsOnly(Numbers.NONE);
  }

  @Test
  void oneRunIsNoComparison() {
    assertThatThrownBy(() -> new SideBySide(List.of(new Named("a", two))))
        .hasMessage("runs must be two or more, were 1");
    assertThatThrownBy(() -> new SideBySide(List.of(new Named("a", two), new Named("a", two))))
        .hasMessageStartingWith("runs must have names that differ");
  }

  private SideBySide sideBySide(RunResult other) {
    Map<String, RunResult> runs = new LinkedHashMap<>();
    runs.put("a", two);
    runs.put("b", other);
    return SideBySide.of(runs);
  }

  /** The run with a piece of its JSON replaced. */
  private RunResult changed(String from, String to) {
    return HostileTexts.read(ResultsJson.write(two).replace(from, to));
  }
}
