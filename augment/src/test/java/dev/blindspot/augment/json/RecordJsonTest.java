package dev.blindspot.augment.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.blindspot.augment.edit.Edit;
import dev.blindspot.augment.edit.Fill;
import dev.blindspot.augment.edit.Patch;
import dev.blindspot.augment.geometry.Box;
import dev.blindspot.augment.geometry.Range;
import dev.blindspot.augment.geometry.Rgb;
import dev.blindspot.augment.method.AspectRatioSampling;
import dev.blindspot.augment.method.Compose;
import dev.blindspot.augment.method.CutOut;
import dev.blindspot.augment.method.GridMask;
import dev.blindspot.augment.method.HideAndSeek;
import dev.blindspot.augment.method.HorizontalFlip;
import dev.blindspot.augment.method.ImageAugmentation;
import dev.blindspot.augment.method.InsideBoxes;
import dev.blindspot.augment.method.OutsideBoxes;
import dev.blindspot.augment.method.PixelLength;
import dev.blindspot.augment.method.RandomApply;
import dev.blindspot.augment.method.RandomErasing;
import dev.blindspot.augment.method.Schedule;
import dev.blindspot.augment.method.Shift;
import dev.blindspot.augment.mixing.BatchAugmentation;
import dev.blindspot.augment.mixing.CutMix;
import dev.blindspot.augment.mixing.MixUp;
import dev.blindspot.augment.mixing.Pairing;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;

class RecordJsonTest {
  private static final List<Fill> FILLS =
      List.of(
          new Fill.Zero(),
          new Fill.Mean(),
          new Fill.Constant(new Rgb(1.5, 2, 255)),
          new Fill.PixelUniform(),
          new Fill.PixelNormal(),
          new Fill.PatchUniform(),
          new Fill.ImagePatch());

  static Stream<ImageAugmentation> augmentations() {
    return FILLS.stream()
        .flatMap(
            fill ->
                Stream.of(
                    HorizontalFlip.paper(),
                    new Shift(0.1),
                    new CutOut(3, PixelLength.parse("12.5%"), fill),
                    new RandomErasing(
                        2,
                        new Range(0.1, 0.2),
                        new Range(1 / 3.0, 3),
                        AspectRatioSampling.LOG_UNIFORM,
                        9,
                        fill),
                    new HideAndSeek(List.of(0, 7, 14), 0.25, fill),
                    new InsideBoxes(new CutOut(1, PixelLength.ofPixels(5), fill)),
                    new OutsideBoxes(new HideAndSeek(List.of(3), 1, fill)),
                    new RandomApply(
                        new Schedule.Ramp(0, 0.8, 30).offForTheLast(3, 40),
                        new CutOut(1, PixelLength.ofPixels(5), fill)),
                    new RandomApply(
                        1e-7, new Compose(List.of(new CutOut(1, PixelLength.ofPixels(5), fill)))),
                    fill instanceof Fill.ImagePatch
                        ? GridMask.paper()
                        : new GridMask(new Range(5, 9), 0.3, new Range(-5, 5), fill)));
  }

  @ParameterizedTest
  @MethodSource("augmentations")
  void everyAugmentationComesBackFromText(ImageAugmentation augmentation) throws IOException {
    assertThat(read(text(augmentation), ImageAugmentation.class)).isEqualTo(augmentation);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"yes\"", "1", "0", "\"True\"", "\"\"", "null", "[true]"})
  void whatIsNoBooleanIsRefused(String text) {
    String json = mixing(text);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(json, BatchAugmentation.class))
        .withMessage("must be true or false, was " + text);
  }

  @Test
  void booleansComeAsTheirTextToo() throws IOException {
    for (String text : List.of("false", "\"false\"")) {
      assertThat(read(mixing(text), BatchAugmentation.class))
          .isEqualTo(new CutMix(2, Pairing.PER_BATCH, false));
    }
  }

  private static String mixing(String areaCorrection) {
    return "{\"type\":\"CutMix\",\"alpha\":2,\"pairing\":\"PER_BATCH\",\"areaCorrection\":%s}"
        .formatted(areaCorrection);
  }

  @Test
  void mixingsAndDrawnEditsComeBackToo() throws IOException {
    for (BatchAugmentation mixing :
        List.of(new MixUp(0.3, Pairing.PER_PAIR), new CutMix(2, Pairing.PER_BATCH, false))) {
      assertThat(read(text(mixing), BatchAugmentation.class)).isEqualTo(mixing);
    }
    Edit patch = new Patch(new Box(1, 2, 3, 4), new Fill.PixelUniform(), Long.MIN_VALUE + 1);
    assertThat(read(text(patch), Edit.class)).isEqualTo(patch);
  }

  @Test
  void looksLikeTheRecords() throws IOException {
    JsonNode expected =
        new ObjectMapper()
            .readTree(
                """
                {"type": "CutOut", "count": 1,
                 "size": {"value": 16.0, "unit": "PIXELS"}, "fill": {"type": "Mean"}}
                """);
    assertThat(RecordJson.write(CutOut.paper())).isEqualTo(expected);
  }

  @Test
  void saysWhatIsWrong() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read("{\"type\": \"Cutout\"}", ImageAugmentation.class))
        .withMessageStartingWith("type must be one of [HorizontalFlip, Shift, CutOut,")
        .withMessageEndingWith("was 'Cutout'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read("{\"type\": \"Shift\"}", ImageAugmentation.class))
        .withMessageStartingWith("maxFraction of Shift is missing");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> read("{\"type\": \"Shift\", \"maxFraction\": 7}", ImageAugmentation.class))
        .withMessageContaining("maxFraction must be between 0 and 1, was 7.0");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                read(
                    "{\"type\": \"MixUp\", \"alpha\": 1, \"pairing\": \"NEVER\"}",
                    BatchAugmentation.class))
        .withMessageStartingWith("no Pairing");
    for (String fraction : List.of("\"abc\"", "\"\"", "null", "true", "[]")) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  read(
                      "{\"type\": \"Shift\", \"maxFraction\": " + fraction + "}",
                      ImageAugmentation.class))
          .withMessage("no number: " + fraction);
    }
    assertThatIllegalArgumentException().isThrownBy(() -> RecordJson.write("text"));
    assertThatIllegalArgumentException().isThrownBy(() -> read("\"text\"", String.class));
  }

  @Test
  void textThatIsANumberIsRead() throws IOException {
    assertThat(read("{\"type\": \"Shift\", \"maxFraction\": \"1.0E-1\"}", ImageAugmentation.class))
        .isEqualTo(new Shift(0.1));
    assertThat(read("\"12\"", int.class)).isEqualTo(12);
    assertThat(read("\"9007199254740993\"", long.class)).isEqualTo(9007199254740993L);
    assertThat(read("\"NaN\"", double.class)).isEqualTo(Double.NaN);
  }

  private static String text(Object value) {
    return RecordJson.write(value).toString();
  }

  private static Object read(String text, Class<?> type) throws IOException {
    return RecordJson.read(new ObjectMapper().readTree(text), type);
  }
}
