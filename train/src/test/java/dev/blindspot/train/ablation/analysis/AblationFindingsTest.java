package dev.blindspot.train.ablation.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blindspot.train.ablation.Ablations;
import dev.blindspot.train.ablation.analysis.ParameterTable.Parameter;
import dev.blindspot.train.config.AblationConfig;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AblationFindingsTest {
  @TempDir Path folder;

  @Test
  void aParameterThatIsRoundedToNothingIsNotSaidToMatter() {
    assertThat(importance(0.6, 0.0049)).contains("first (0.60)").doesNotContain("second");
    assertThat(importance(0.6, 0.0051)).contains("first (0.60), second (0.01)");
  }

  @Test
  void withoutAParameterThatMattersNoneIsNamed() {
    assertThat(importance(0.004, 0.003))
        .startsWith("No parameter matters alone")
        .contains("90.0")
        .doesNotContain("first", "matters most");
  }

  private String importance(double first, double second) {
    AblationConfig config =
        Ablations.read(folder, Ablations.SPACE + "search: {random: {settings: 2}}\n").config();
    return AblationFindings.importance(
        new Importance.Findings(0.9, List.of(of("first", first), of("second", second))),
        new SettingRanking(List.of(), List.of()),
        config);
  }

  private static Importance of(String name, double share) {
    return new Importance(new Parameter(name, name, List.of(), false), share);
  }
}
