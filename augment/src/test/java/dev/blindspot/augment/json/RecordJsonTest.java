package dev.blindspot.augment.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blindspot.augment.edit.CustomFill;
import dev.blindspot.augment.edit.Edit;
import dev.blindspot.augment.edit.Fill;
import dev.blindspot.augment.edit.FillArea;
import dev.blindspot.augment.edit.Patch;
import dev.blindspot.augment.geometry.AspectRatioSampling;
import dev.blindspot.augment.geometry.Box;
import dev.blindspot.augment.geometry.PixelLength;
import dev.blindspot.augment.geometry.Range;
import dev.blindspot.augment.geometry.RelativeBox;
import dev.blindspot.augment.geometry.Rgb;
import dev.blindspot.augment.method.ColourJitter;
import dev.blindspot.augment.method.Compose;
import dev.blindspot.augment.method.CustomDropout;
import dev.blindspot.augment.method.CutOut;
import dev.blindspot.augment.method.GridMask;
import dev.blindspot.augment.method.HideAndSeek;
import dev.blindspot.augment.method.HorizontalFlip;
import dev.blindspot.augment.method.ImageAugmentation;
import dev.blindspot.augment.method.InsideBoxes;
import dev.blindspot.augment.method.OutsideBoxes;
import dev.blindspot.augment.method.PlaceErasing;
import dev.blindspot.augment.method.RandomApply;
import dev.blindspot.augment.method.RandomErasing;
import dev.blindspot.augment.method.RandomResizedCrop;
import dev.blindspot.augment.method.Sample;
import dev.blindspot.augment.method.Schedule;
import dev.blindspot.augment.method.Shift;
import dev.blindspot.augment.mixing.BatchAugmentation;
import dev.blindspot.augment.mixing.CutMix;
import dev.blindspot.augment.mixing.MixUp;
import dev.blindspot.augment.mixing.Pairing;
import java.io.IOException;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.shade.jackson.core.JsonProcessingException;
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
          new Fill.ImagePatch(),
          Fill.pixelNormal(new Rgb(1, 2, 3)),
          Fill.channels(-1.5, 300));

  static Stream<ImageAugmentation> augmentations() {
    return FILLS.stream()
        .flatMap(
            fill ->
                Stream.of(
                    HorizontalFlip.defaults(),
                    new Shift(0.1),
                    RandomResizedCrop.paper(),
                    ColourJitter.defaults(),
                    new CutOut(3, PixelLength.parse("12.5%"), fill),
                    new RandomErasing(
                        2,
                        new Range(0.1, 0.2),
                        new Range(1 / 3.0, 3),
                        AspectRatioSampling.LOG_UNIFORM,
                        9,
                        fill),
                    new HideAndSeek(List.of(0, 7, 14), 0.25, fill),
                    new PlaceErasing(List.of(new RelativeBox(0, 0.5, 0.6, 0.25)), 0.05, fill),
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
  @ValueSource(strings = {"\"yes\"", "1", "0", "\"\"", "null", "[true]", "1.5"})
  void whatIsNotABooleanIsRefused(String text) {
    String json = mixing(text);
    assertThatThrownBy(() -> read(json, BatchAugmentation.class))
        .isInstanceOf(JsonProcessingException.class)
        .hasMessageContaining("areaCorrection");
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
    assertThat(new ObjectMapper().readTree(text(CutOut.paper()))).isEqualTo(expected);
  }

  @Test
  void saysWhatIsWrong() {
    refused(
            "{\"type\": \"Cutout\"}",
            "type must be one of [HorizontalFlip, Shift, RandomResizedCrop,")
        .hasMessageContaining("was 'Cutout'");
    refused("{\"type\": \"Shift\"}", "maxFraction");
    refused(
        "{\"type\": \"Shift\", \"maxFraction\": 7}",
        "maxFraction must be between 0 and 1, was 7.0");
    for (String fraction : List.of("\"abc\"", "\"\"", "null", "true", "[]")) {
      refused("{\"type\": \"Shift\", \"maxFraction\": " + fraction + "}", "maxFraction");
    }
    assertThatThrownBy(
            () ->
                read(
                    "{\"type\": \"MixUp\", \"alpha\": 1, \"pairing\": \"NEVER\"}",
                    BatchAugmentation.class))
        .hasMessageContaining("PER_BATCH")
        .hasMessageContaining("NEVER");
  }

  /** Jackson and casts would cut them without a word. */
  @ParameterizedTest
  @ValueSource(
      strings = {"2147483648", "-2147483649", "1.5", "2.0", "\"1.5\"", "\"2147483648\"", "null"})
  void integersThatDoNotFitAreRefused(String count) {
    String json = text(CutOut.paper()).replace("\"count\":1", "\"count\":" + count);
    assertThat(json).contains(count);
    refused(json, "count");
    String cells =
        "{\"type\":\"HideAndSeek\",\"gridsPx\":[3,%s],\"hideProbability\":1,\"fill\":{\"type\":\"Zero\"}}";
    refused(cells.formatted(count), "gridsPx");
  }

  @Test
  void longsThatDoNotFitAreRefused() {
    String patch =
        EditJson.write(List.of(new Patch(new Box(1, 2, 3, 4), new Fill.PixelUniform(), 5)));
    for (String seed : List.of("9223372036854775808", "0.5", "1e30")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> EditJson.read(patch.replace(":5", ":" + seed)))
          .withMessageContaining("noiseSeed");
    }
  }

  private static AbstractThrowableAssert<?, ?> refused(String json, String message) {
    return assertThatThrownBy(() -> read(json, ImageAugmentation.class))
        .isInstanceOf(JsonProcessingException.class)
        .hasMessageContaining(message);
  }

  /** An augmentation and a fill of a user's. */
  record Stripes(int periodPx, Fill fill) implements CustomDropout {
    @Override
    public List<Edit> draw(Sample sample, RandomGenerator random) {
      return List.of(new Patch(new Box(0, 0, 1, sample.height()), fill, random.nextLong()));
    }
  }

  record Level(double value) implements CustomFill {
    @Override
    public void paint(FillArea area, long noiseSeed) {
      area.setEach((x, y, channel) -> value);
    }
  }

  /** Of no use here, and must not be run: a class that a text may not name. */
  record Other(int value) {}

  @Test
  void recordsOfUsersComeBackByTheirFullName() throws IOException {
    ImageAugmentation own = new InsideBoxes(new Stripes(3, new Level(7)));
    assertThat(text(own)).contains("\"type\":\"" + Stripes.class.getName() + "\"");
    assertThat(read(text(own), ImageAugmentation.class)).isEqualTo(own);
    refused(text(own).replace("$Stripes", "$Other"), "was '" + Other.class.getName());
    refused(text(own).replace("$Stripes", "$Gone"), "$Gone'");
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
    return RecordMapper.INSTANCE.valueToTree(value).toString();
  }

  private static Object read(String text, Class<?> type) throws IOException {
    return RecordMapper.INSTANCE.readValue(text, type);
  }
}
