package dev.blindspot.train.ablation.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrialSettingTest {
  @Test
  void theLabelSaysWhatASettingChanges() {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("augmentation.random-erasing", "{fill: pixel-uniform, area: {min: 0.02, max: 0.4}}");
    values.put("augmentation.random-erasing.probability", "0.6812345");
    values.put("augmentation.random-erasing.area.max", "0.1312");
    values.put("augmentation.hide-and-seek", "null");
    values.put("training.optimiser.adamw.learningRate", "0.0023456");
    TrialSetting setting = new TrialSetting(8, "setting 8", values);

    assertThat(setting.label())
        .isEqualTo("8: random-erasing 0.68, area to 0.13, no hide-and-seek, learning rate 0.0023");
    assertThat(setting.explainedName()).startsWith("setting 8 (random-erasing 0.68, ");
  }

  @Test
  void aNameThatSaysMoreThanANumberStays() {
    TrialSetting part = new TrialSetting(1, "without cutout", Map.of("training.l2", "0.1"));

    assertThat(part.label()).isEqualTo("without cutout");
    assertThat(part.explainedName()).isEqualTo("without cutout");
    assertThat(new TrialSetting(0, "baseline", Map.of()).label()).isEqualTo("baseline");
  }

  @Test
  void anAugmentationWithoutAProbabilityAndOneAloneAreNamed() {
    assertThat(new TrialSetting(3, "setting 3", Map.of("augmentation.cut-out", "{}")).label())
        .isEqualTo("3: cut-out");
    assertThat(
            new TrialSetting(4, "setting 4", Map.of("augmentation.cut-out.probability", "0.5"))
                .label())
        .isEqualTo("4: cut-out 0.5");
  }
}
