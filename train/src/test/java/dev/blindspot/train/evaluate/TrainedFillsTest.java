package dev.blindspot.train.evaluate;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blindspot.augment.Fill;
import dev.blindspot.augment.Rgb;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainedFillsTest {
  private static final Rgb MEAN = new Rgb(120, 110, 100);

  @Test
  void refusesAFillThatAnArmWasTrainedWith() {
    assertThatThrownBy(() -> refuse(new Fill.PatchUniform(), new Fill.PatchUniform()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "fill must differ from every training fill, but arm 'robust' is trained with"
                + " 'patch-uniform' too; choose another one for the evaluation");
  }

  @Test
  void refusesTheSameLookUnderAnotherName() {
    assertThatThrownBy(() -> refuse(new Fill.Zero(), new Fill.Constant(new Rgb(0, 0, 0))))
        .hasMessageContaining("trained with 'zero' too");
    assertThatThrownBy(() -> refuse(new Fill.Constant(MEAN), new Fill.Mean()))
        .hasMessageContaining("arm 'robust'");
  }

  @Test
  void acceptsAnyOtherFill() {
    assertThatCode(() -> refuse(new Fill.PatchUniform(), new Fill.PixelUniform()))
        .doesNotThrowAnyException();
    assertThatCode(() -> refuse(new Fill.Zero(), new Fill.Mean())).doesNotThrowAnyException();
  }

  private static void refuse(Fill evaluation, Fill training) {
    Map<String, List<Fill>> arms = Map.of("baseline", List.of(), "robust", List.of(training));
    TrainedFills.refuse(evaluation, arms, MEAN);
  }
}
