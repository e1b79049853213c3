package dev.blindspot.train.evaluate.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blindspot.augment.edit.Fill;
import dev.blindspot.augment.geometry.Rgb;
import dev.blindspot.train.config.EvaluationConfig.Corruption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainedFillsTest {
  private static final Rgb MEAN = new Rgb(120, 110, 100);

  @Test
  void tellsOfAFillThatAnArmWasTrainedWith() {
    assertThat(find(new Fill.PatchUniform(), new Fill.PatchUniform()))
        .containsExactly("arm 'robust' is trained with the fill 'patch-uniform' too");
  }

  @Test
  void tellsOfTheSameLookUnderAnotherName() {
    assertThat(find(new Fill.Zero(), new Fill.Constant(new Rgb(0, 0, 0)))).hasSize(1);
    assertThat(find(new Fill.Constant(MEAN), new Fill.Mean())).hasSize(1);
  }

  @Test
  void saysNothingOfAnyOtherFill() {
    assertThat(find(new Fill.PatchUniform(), new Fill.PixelUniform())).isEmpty();
    assertThat(find(new Fill.Zero(), new Fill.Mean())).isEmpty();
  }

  @Test
  void fillsOfNoiseHaveShownNoise() {
    assertThat(corruptions(new Fill.PixelNormal(), Corruption.FOG, Corruption.SHOT_NOISE))
        .containsExactly(
            "arm 'robust' is trained with patches of noise ('pixel-normal'), so that shot-noise are"
                + " not new to it");
    assertThat(corruptions(new Fill.PixelUniform(), Corruption.FOG)).isEmpty();
    assertThat(corruptions(new Fill.PatchUniform(), Corruption.values())).isEmpty();
  }

  private static List<String> find(Fill evaluation, Fill training) {
    return TrainedFills.find(List.of(evaluation), arms(training), MEAN);
  }

  private static List<String> corruptions(Fill training, Corruption... corruptions) {
    return TrainedCorruptions.find(List.of(corruptions), arms(training));
  }

  private static Map<String, List<Fill>> arms(Fill training) {
    return Map.of("baseline", List.of(), "robust", List.of(training));
  }
}
