package dev.blindspot.train.ablation.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blindspot.train.ablation.store.TrialSetting;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingNamesTest {
  private static final String HIDE = "augmentation.hide-and-seek";

  private final SettingNames names = new SettingNames(key -> false);

  @Test
  void aNumberedSettingIsNamedByWhatItChanges() {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("augmentation.random-erasing", "{fill: pixel-uniform, area: {min: 0.02, max: 0.4}}");
    values.put("augmentation.random-erasing.probability", "0.6812345");
    values.put("augmentation.random-erasing.area.max", "0.1312");
    values.put("training.optimiser.adamw.learningRate", "0.0023456");
    TrialSetting setting = numbered(8, values);

    assertThat(names.label(setting))
        .isEqualTo("8: random-erasing 0.68, area to 0.13, learning rate 0.0023");
    assertThat(names.inSentence(setting))
        .isEqualTo("setting 8 (random-erasing 0.68, area to 0.13, learning rate 0.0023)");
  }

  @Test
  void whatIsTakenAwayIsNamedIfTheBaselineHasIt() {
    TrialSetting setting = numbered(2, Map.of(HIDE, "null"));

    assertThat(new SettingNames(HIDE::equals).label(setting)).isEqualTo("2: no hide-and-seek");
    assertThat(names.label(setting)).isEqualTo("2: no change");
  }

  @Test
  void aNameThatSaysMoreThanANumberStays() {
    TrialSetting part = new TrialSetting(1, "without cutout", Map.of("training.l2", "0.1"));

    assertThat(names.label(part)).isEqualTo("without cutout");
    assertThat(names.inSentence(part)).isEqualTo("without cutout");
    assertThat(names.label(new TrialSetting(0, "baseline", Map.of()))).isEqualTo("baseline");
  }

  @Test
  void anAugmentationWithoutAProbabilityAndOneAloneAreNamed() {
    assertThat(names.label(numbered(3, Map.of("augmentation.cut-out", "{}"))))
        .isEqualTo("3: cut-out");
    assertThat(names.label(numbered(4, Map.of("augmentation.cut-out.probability", "0.5"))))
        .isEqualTo("4: cut-out 0.5");
  }

  private static TrialSetting numbered(int id, Map<String, String> values) {
    return new TrialSetting(id, "setting " + id, values);
  }
}
