package dev.blindspot.augment.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.blindspot.augment.edit.Around;
import dev.blindspot.augment.edit.ColourChange;
import dev.blindspot.augment.edit.Crop;
import dev.blindspot.augment.edit.Fill;
import dev.blindspot.augment.edit.HiddenCells;
import dev.blindspot.augment.edit.Patch;
import dev.blindspot.augment.edit.RotatedGrid;
import dev.blindspot.augment.edit.ValueFill;
import dev.blindspot.augment.edit.Within;
import dev.blindspot.augment.geometry.AspectRatioSampling;
import dev.blindspot.augment.geometry.Box;
import dev.blindspot.augment.geometry.PixelLength;
import dev.blindspot.augment.geometry.Range;
import dev.blindspot.augment.geometry.RelativeBox;
import dev.blindspot.augment.geometry.Rgb;
import dev.blindspot.augment.mixing.BatchAugmentation;
import dev.blindspot.augment.mixing.CutMix;
import dev.blindspot.augment.mixing.MixUp;
import dev.blindspot.augment.mixing.Mixing;
import dev.blindspot.augment.mixing.Pairing;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What constructors accept, and what they refuse with which message. */
class ConstructorsTest {
  private static final Fill MEAN = new Fill.Mean();
  private static final PixelLength SIDE = PixelLength.ofPixels(8);
  private static final Range AREA = new Range(0.1, 0.2);
  private static final Range ASPECT = new Range(0.5, 2);
  private static final Range PERIOD = new Range(8, 16);
  private static final Range ANGLE = new Range(0, 360);

  static Stream<Arguments> refused() {
    return Stream.of(
        refused("x must be >= 0, was -1", () -> new Box(-1, 0, 1, 1)),
        refused("y must be >= 0, was -1", () -> new Box(0, -1, 1, 1)),
        refused("width must be >= 0, was -1", () -> new Box(0, 0, -1, 1)),
        refused("height must be >= 0, was -1", () -> new Box(0, 0, 1, -1)),
        refused("min must be at most max (1.0), was 2.0", () -> new Range(2, 1)),
        refused("min must be finite, was NaN", () -> new Range(Double.NaN, 1)),
        refused("max must be finite, was Infinity", () -> new Range(0, Double.POSITIVE_INFINITY)),
        refused("red must be between 0 and 255, was 256.0", () -> new Rgb(256, 0, 0)),
        refused("green must be between 0 and 255, was -1.0", () -> new Rgb(0, -1, 0)),
        refused("blue must be between 0 and 255, was NaN", () -> new Rgb(0, 0, Double.NaN)),
        refused(
            "value must be an integer number of pixels >= 1, was 0.5",
            () -> new PixelLength(0.5, PixelLength.Unit.PIXELS)),
        refused("value must be in (0, 100] percent, was 0.0", () -> PixelLength.ofPercent(0)),
        refused("value must be in (0, 100] percent, was 101.0", () -> PixelLength.parse("101%")),
        refused("length must look like 56px or 25%, was '56'", () -> PixelLength.parse("56")),
        refused("length must look like 56px or 25%, was '-5px'", () -> PixelLength.parse("-5px")),
        refused("maxFraction must be between 0 and 1, was 1.5", () -> new Shift(1.5)),
        refused(
            "brightness must be >= 0 and finite, was -0.1", () -> new ColourJitter(-0.1, 0, 0, 0)),
        refused("hue must be between 0 and 0.5, was 0.6", () -> new ColourJitter(0, 0, 0, 0.6)),
        refused(
            "area must be within (0, 1], was Range[min=0.5, max=1.1]",
            () -> RandomResizedCrop.paper().withArea(0.5, 1.1)),
        refused(
            "aspect must be > 0, was Range[min=0.0, max=1.0]",
            () -> RandomResizedCrop.paper().withAspect(0, 1)),
        refused("count must be >= 1, was 0", () -> new CutOut(0, SIDE, MEAN)),
        refused("count must be >= 1, was 0", () -> erasing(0, AREA, ASPECT, 1)),
        refused(
            "area must be within (0, 1], was Range[min=0.0, max=0.5]",
            () -> erasing(1, new Range(0, 0.5), ASPECT, 1)),
        refused(
            "area must be within (0, 1], was Range[min=0.5, max=1.1]",
            () -> erasing(1, new Range(0.5, 1.1), ASPECT, 1)),
        refused(
            "aspect must be > 0, was Range[min=0.0, max=2.0]",
            () -> erasing(1, AREA, new Range(0, 2), 1)),
        refused("tries must be >= 1, was 0", () -> erasing(1, AREA, ASPECT, 0)),
        refused("x must be between 0 and 1, was -0.1", () -> new RelativeBox(-0.1, 0, 1, 1)),
        refused("y must be between 0 and 1, was NaN", () -> new RelativeBox(0, Double.NaN, 1, 1)),
        refused(
            "width must be > 0 and end within the image, was 0.6 from 0.5 on",
            () -> new RelativeBox(0.5, 0, 0.6, 1)),
        refused(
            "height must be > 0 and end within the image, was 0.0 from 0.5 on",
            () -> new RelativeBox(0, 0.5, 1, 0)),
        refused("margin must be between 0 and 1, was 2.0", () -> erasingPlaces(2)),
        refused(
            "gridsPx must name at least one cell size",
            () -> new HideAndSeek(List.of(), 0.5, MEAN)),
        refused("gridsPx must be >= 0, were [16, -1]", () -> hiding(List.of(16, -1), 0.5)),
        refused(
            "hideProbability must be between 0 and 1, was -0.1", () -> hiding(List.of(8), -0.1)),
        refused(
            "hideProbability must be between 0 and 1, was NaN",
            () -> hiding(List.of(8), Double.NaN)),
        refused(
            "periodPx must be within [2, 1048576], was Range[min=1.0, max=8.0]",
            () -> new GridMask(new Range(1, 8), 0.5, ANGLE, MEAN)),
        refused("keepRatio must be in (0, 1), was 1.0", () -> new GridMask(PERIOD, 1, ANGLE, MEAN)),
        refused("keepRatio must be in (0, 1), was 0.0", () -> new GridMask(PERIOD, 0, ANGLE, MEAN)),
        refused(
            "fill must not be an image patch: a grid has no other place in the image",
            () -> new GridMask(PERIOD, 0.5, ANGLE, new Fill.ImagePatch())),
        refused("periodPx must be >= 2, was 1", () -> new RotatedGrid(1, 1, 0, 0, 0, MEAN, 0)),
        refused(
            "keptPx must be between 1 and periodPx - 1 (7), was 8",
            () -> new RotatedGrid(8, 8, 0, 0, 0, MEAN, 0)),
        refused(
            "angleDegrees must be finite, was NaN",
            () -> new RotatedGrid(8, 4, 0, 0, Double.NaN, MEAN, 0)),
        refused(
            "probability must be between 0 and 1, was 2.0",
            () -> new RandomApply(2, HorizontalFlip.defaults())),
        refused("alpha must be > 0 and finite, was 0.0", () -> new MixUp(0, Pairing.PER_BATCH)),
        refused(
            "alpha must be > 0 and finite, was Infinity",
            () -> new CutMix(Double.POSITIVE_INFINITY, Pairing.PER_PAIR, true)),
        refused(
            "partner must be a permutation of 0..N-1, was [0, 0]",
            () -> new Mixing(new int[] {0, 0}, new double[] {1, 1}, List.of())),
        refused(
            "partner must be a permutation of 0..N-1, was [2, 0]",
            () -> new Mixing(new int[] {2, 0}, new double[] {1, 1}, List.of())),
        refused(
            "lambda must have one weight per image (2), has 1",
            () -> new Mixing(new int[] {1, 0}, new double[] {1}, List.of())),
        refused(
            "lambda must be between 0 and 1, was 1.5",
            () -> new Mixing(new int[] {0}, new double[] {1.5}, List.of())),
        refused(
            "boxes must be empty or have one box per image (2), has 1",
            () -> new Mixing(new int[] {1, 0}, new double[] {1, 1}, List.of(new Box(0, 0, 1, 1)))));
  }

  private static Arguments refused(String message, Supplier<?> constructor) {
    return arguments(message, constructor);
  }

  private static RandomErasing erasing(int count, Range area, Range aspect, int tries) {
    return new RandomErasing(count, area, aspect, AspectRatioSampling.UNIFORM, tries, MEAN);
  }

  private static PlaceErasing erasingPlaces(double margin) {
    return PlaceErasing.defaults().withMargin(margin);
  }

  private static HideAndSeek hiding(List<Integer> grids, double probability) {
    return new HideAndSeek(grids, probability, MEAN);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void refusesWithTheComponentsNameFirst(String message, Supplier<?> constructor) {
    assertThatIllegalArgumentException().isThrownBy(constructor::get).withMessage(message);
  }

  static Stream<Supplier<?>> accepted() {
    return Stream.of(
        () -> new Box(0, 0, 0, 0),
        () -> new Range(1, 1),
        () -> new Rgb(0, 255, 103.53),
        () -> PixelLength.ofPercent(100),
        () -> PixelLength.ofPixels(1),
        () -> new Shift(0),
        () -> new Shift(1),
        () -> erasing(1, new Range(1e-9, 1), new Range(1e-3, 1e3), 1),
        () -> hiding(List.of(0), 0),
        () -> hiding(List.of(1, 1000), 1),
        () -> new GridMask(new Range(2, 2), 0.01, new Range(-90, 90), MEAN),
        () -> new RandomApply(0, new Compose(List.of())),
        () -> new MixUp(1e-6, Pairing.PER_PAIR),
        () -> new Mixing(new int[0], new double[0], List.of()));
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void acceptsTheEdgesOfTheRanges(Supplier<?> constructor) {
    assertThatCode(constructor::get).doesNotThrowAnyException();
  }

  static Stream<Record> records() {
    Box box = new Box(0, 0, 1, 1);
    Patch patch = new Patch(box, MEAN, 1);
    return Stream.of(
        CutOut.paper(),
        RandomErasing.paper(),
        HideAndSeek.paper(),
        GridMask.paper(),
        RandomResizedCrop.paper(),
        PlaceErasing.defaults(),
        new InsideBoxes(CutOut.paper()),
        new OutsideBoxes(CutOut.paper()),
        new RandomApply(1, CutOut.paper()),
        new Compose(List.of(CutOut.paper())),
        SIDE,
        new Schedule.Until(1, new Schedule.Constant(1)),
        Sample.of(1, 1),
        patch,
        new Crop(box),
        new ColourChange(ColourChange.Kind.HUE, 0),
        new HiddenCells(1, 1, List.of(0), MEAN, 1),
        new RotatedGrid(4, 2, 0, 0, 0, MEAN, 0),
        new Within(box, List.of(patch)),
        new Around(List.of(box), List.of(patch)),
        new Fill.Constant(new Rgb(0, 0, 0)),
        new ValueFill.Normal(new Rgb(0, 0, 0)),
        new ValueFill.Channels(List.of(1.0)),
        MixUp.paper(),
        CutMix.paper(),
        new Mixing(new int[0], new double[0], List.of()));
  }

  /** Components that are added later are found by themselves. */
  @ParameterizedTest
  @MethodSource("records")
  void refusesEveryComponentThatIsNull(Record valid) throws ReflectiveOperationException {
    RecordComponent[] components = valid.getClass().getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Constructor<?> canonical = valid.getClass().getDeclaredConstructor(types);
    int refused = 0;
    for (int i = 0; i < components.length; i++) {
      if (types[i].isPrimitive()) {
        continue;
      }
      Object[] values = new Object[components.length];
      for (int j = 0; j < values.length; j++) {
        values[j] = j == i ? null : components[j].getAccessor().invoke(valid);
      }
      assertThatThrownBy(() -> canonical.newInstance(values))
          .hasCauseInstanceOf(NullPointerException.class)
          .cause()
          .hasMessage(components[i].getName() + " must not be null");
      refused++;
    }
    assertThat(refused).isPositive();
  }

  @Test
  void refusesListsThatHoldNull() {
    assertThatNullPointerException()
        .isThrownBy(() -> new Compose(Arrays.asList(CutOut.paper(), null)))
        .withMessageStartingWith("steps must not hold null, was [CutOut[");
    assertThatNullPointerException()
        .isThrownBy(() -> hiding(Arrays.asList(8, null), 0.5))
        .withMessage("gridsPx must not hold null, was [8, null]");
  }

  @Test
  void changedSettingsLeaveTheOthersAsTheyAre() {
    assertThat(CutOut.paper().withCount(2).withSize("25%").withFill(Fill.zero()))
        .isEqualTo(new CutOut(2, PixelLength.ofPercent(25), new Fill.Zero()));
    assertThat(
            RandomErasing.paper()
                .withCount(3)
                .withArea(0.1, 0.2)
                .withAspect(0.5, 2)
                .withAspectLaw(AspectRatioSampling.LOG_UNIFORM)
                .withTries(7)
                .withFill(MEAN))
        .isEqualTo(new RandomErasing(3, AREA, ASPECT, AspectRatioSampling.LOG_UNIFORM, 7, MEAN));
    assertThat(
            HideAndSeek.paper().withGridsPx(4, 8).withHideProbability(0.25).withFill(Fill.zero()))
        .isEqualTo(new HideAndSeek(List.of(4, 8), 0.25, new Fill.Zero()));
    assertThat(
            GridMask.paper()
                .withPeriodPx(8, 16)
                .withKeepRatio(0.5)
                .withRotationDegrees(-5, 5)
                .withFill(Fill.zero()))
        .isEqualTo(new GridMask(PERIOD, 0.5, new Range(-5, 5), new Fill.Zero()));
    RelativeBox place = new RelativeBox(0, 0, 0.5, 0.5);
    assertThat(PlaceErasing.defaults().withPlaces(place).withMargin(0.1).withFill(Fill.zero()))
        .isEqualTo(new PlaceErasing(List.of(place), 0.1, new Fill.Zero()));
    assertThat(Shift.defaults().withMaxFraction(0.2)).isEqualTo(new Shift(0.2));
    assertThat(MixUp.paper().withAlpha(1).withPairing(Pairing.PER_PAIR))
        .isEqualTo(new MixUp(1, Pairing.PER_PAIR));
    assertThat(CutMix.paper().withAlpha(2).withPairing(Pairing.PER_PAIR).withAreaCorrection(false))
        .isEqualTo(new CutMix(2, Pairing.PER_PAIR, false));
  }

  @Test
  void publishedSettings() {
    assertThat(CutOut.paper()).isEqualTo(new CutOut(1, PixelLength.parse("16px"), MEAN));
    assertThat(RandomErasing.paper())
        .isEqualTo(
            new RandomErasing(
                1,
                new Range(0.02, 0.4),
                new Range(0.3, 1 / 0.3),
                AspectRatioSampling.UNIFORM,
                100,
                new Fill.PixelUniform()));
    assertThat(HideAndSeek.paper())
        .isEqualTo(new HideAndSeek(List.of(0, 16, 32, 44, 56), 0.5, MEAN));
    assertThat(GridMask.paper())
        .isEqualTo(new GridMask(new Range(96, 224), 0.6, new Range(0, 360), MEAN));
    assertThat(MixUp.paper()).isEqualTo(new MixUp(0.2, Pairing.PER_BATCH));
    assertThat(CutMix.paper()).isEqualTo(new CutMix(1, Pairing.PER_BATCH, true));
    assertThat(Shift.defaults()).isEqualTo(new Shift(0.06));
  }

  @Test
  void drawingNeedsPixels() {
    List<ImageAugmentation> all =
        List.of(
            HorizontalFlip.defaults(),
            Shift.defaults(),
            CutOut.paper(),
            RandomErasing.paper(),
            HideAndSeek.paper(),
            GridMask.paper(),
            PlaceErasing.defaults(),
            new RandomApply(1, CutOut.paper()),
            new InsideBoxes(CutOut.paper()),
            new OutsideBoxes(CutOut.paper()),
            new Compose(List.of()));
    for (ImageAugmentation augmentation : all) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> augmentation.draw(0, 5, Sampling.random(1)))
          .withMessage("height must be >= 1, was 0");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> augmentation.draw(5, -1, Sampling.random(1)))
          .withMessage("width must be >= 1, was -1");
    }
    for (BatchAugmentation mixing : List.of(MixUp.paper(), CutMix.paper())) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> mixing.draw(0, 5, 5, Sampling.random(1)))
          .withMessage("batchSize must be >= 1, was 0");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> mixing.draw(1, 0, 5, Sampling.random(1)))
          .withMessage("height must be >= 1, was 0");
    }
  }
}
