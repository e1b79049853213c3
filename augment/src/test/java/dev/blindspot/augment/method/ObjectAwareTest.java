package dev.blindspot.augment.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.blindspot.augment.canvas.BackgroundCanvas;
import dev.blindspot.augment.canvas.Canvas;
import dev.blindspot.augment.canvas.CanvasCache;
import dev.blindspot.augment.canvas.PartCanvas;
import dev.blindspot.augment.edit.Around;
import dev.blindspot.augment.edit.Edit;
import dev.blindspot.augment.edit.Fill;
import dev.blindspot.augment.edit.FillTest;
import dev.blindspot.augment.edit.Mirror;
import dev.blindspot.augment.edit.Patch;
import dev.blindspot.augment.edit.Translation;
import dev.blindspot.augment.edit.Within;
import dev.blindspot.augment.geometry.AspectRatioSampling;
import dev.blindspot.augment.geometry.Box;
import dev.blindspot.augment.geometry.PixelLength;
import dev.blindspot.augment.geometry.Range;
import dev.blindspot.augment.geometry.Rgb;
import dev.blindspot.augment.paint.BytePainter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.math3.distribution.UniformRealDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Hiding parts of the objects alone, or of the background alone. */
class ObjectAwareTest {
  private static final int HEIGHT = 40;
  private static final int WIDTH = 50;
  private static final BytePainter PAINTER = new BytePainter(new Rgb(124, 116, 104));
  private static final List<Box> BOXES =
      List.of(new Box(4, 6, 17, 15), new Box(15, 12, 20, 9), new Box(40, 30, 10, 10));

  static List<RegionalDropout> occlusions() {
    List<RegionalDropout> occlusions = new ArrayList<>();
    for (Fill fill : FillTest.all()) {
      occlusions.add(new CutOut(4, PixelLength.ofPixels(9), fill));
      occlusions.add(
          new RandomErasing(
              2, new Range(0.1, 0.4), new Range(0.5, 2), AspectRatioSampling.UNIFORM, 9, fill));
      occlusions.add(new HideAndSeek(List.of(3), 0.7, fill));
      if (!(fill instanceof Fill.ImagePatch)) {
        occlusions.add(new GridMask(new Range(4, 7), 0.4, new Range(5, 80), fill));
      }
    }
    return occlusions;
  }

  private static byte[] painted(ImageAugmentation augmentation, List<Box> boxes) {
    return PAINTER.painted(
        Sampling.image(HEIGHT, WIDTH, 1),
        HEIGHT,
        WIDTH,
        augmentation.draw(new Sample(HEIGHT, WIDTH, boxes, 0), Sampling.random(3)));
  }

  private static int requireUnchanged(byte[] painted, BiPredicate<Integer, Integer> where) {
    byte[] before = Sampling.image(HEIGHT, WIDTH, 1);
    int changed = 0;
    for (int i = 0; i < before.length; i++) {
      if (painted[i] != before[i]) {
        assertThat(where.test(i / 3 % WIDTH, i / 3 / WIDTH)).isFalse();
        changed++;
      }
    }
    return changed;
  }

  private static boolean inBox(int x, int y) {
    return BOXES.stream().anyMatch(box -> box.contains(x, y));
  }

  @ParameterizedTest
  @MethodSource("occlusions")
  void insideHidesPartsOfTheBoxesAndNothingElse(RegionalDropout occlusion) {
    byte[] painted = painted(new InsideBoxes(occlusion), BOXES);
    assertThat(requireUnchanged(painted, (x, y) -> !inBox(x, y))).isGreaterThan(100);
  }

  @ParameterizedTest
  @MethodSource("occlusions")
  void outsideHidesPartsOfTheBackgroundAndNothingElse(RegionalDropout occlusion) {
    byte[] painted = painted(new OutsideBoxes(occlusion), BOXES);
    assertThat(requireUnchanged(painted, ObjectAwareTest::inBox)).isGreaterThan(50);
  }

  @ParameterizedTest
  @MethodSource("occlusions")
  void withoutBoxesNothingIsInsideAndEverythingIsOutside(RegionalDropout occlusion) {
    assertThat(painted(new InsideBoxes(occlusion), List.of()))
        .isEqualTo(Sampling.image(HEIGHT, WIDTH, 1));
    assertThat(painted(new OutsideBoxes(occlusion), List.of()))
        .isEqualTo(painted(occlusion, List.of()));
    List<Box> empty = List.of(new Box(3, 3, 0, 5));
    assertThat(painted(new InsideBoxes(occlusion), empty))
        .isEqualTo(Sampling.image(HEIGHT, WIDTH, 1));
    assertThat(painted(new OutsideBoxes(occlusion), empty))
        .isEqualTo(painted(occlusion, List.of()));
  }

  /** The naive way: paint everywhere, then put the boxes back. */
  @Property(tries = 300, seed = "1")
  void outsideIsPaintingEverywhereAndPuttingTheBoxesBack(
      @ForAll @IntRange(max = 40) int x,
      @ForAll @IntRange(max = 30) int y,
      @ForAll @IntRange(max = 10) int width,
      @ForAll @IntRange(max = 10) int height,
      @ForAll @IntRange(max = 6) int fill,
      @ForAll long seed) {
    byte[] before = Sampling.image(HEIGHT, WIDTH, 1);
    Patch patch = new Patch(new Box(x, y, width, height), FillTest.all().get(fill), seed);
    byte[] expected = PAINTER.painted(before, HEIGHT, WIDTH, List.of(patch));
    for (int i = 0; i < before.length; i++) {
      if (inBox(i / 3 % WIDTH, i / 3 / WIDTH)) {
        expected[i] = before[i];
      }
    }
    Edit around = new Around(BOXES, List.of(patch));
    assertThat(PAINTER.painted(before, HEIGHT, WIDTH, List.of(around))).isEqualTo(expected);
  }

  /** The naive way: cut the box out, paint it as an image of its own, put it back. */
  @Property(tries = 100, seed = "1")
  void withinIsPaintingTheBoxAsAImageOfItsOwn(
      @ForAll @IntRange(max = 30) int x,
      @ForAll @IntRange(max = 20) int y,
      @ForAll @IntRange(max = 2) int fill,
      @ForAll long seed) {
    byte[] before = Sampling.image(HEIGHT, WIDTH, 1);
    Box box = new Box(x, y, 20, 16);
    Fill used = List.of(new Fill.Mean(), new Fill.ImagePatch(), new Fill.PatchUniform()).get(fill);
    List<Edit> edits =
        new CutOut(3, PixelLength.ofPixels(7), used).draw(16, 20, Sampling.random(seed));
    byte[] part = new byte[3 * 16 * 20];
    for (int row = 0; row < 16; row++) {
      System.arraycopy(before, 3 * ((y + row) * WIDTH + x), part, 60 * row, 60);
    }
    PAINTER.paint(part, 16, 20, edits);
    byte[] expected = before.clone();
    for (int row = 0; row < 16; row++) {
      System.arraycopy(part, 60 * row, expected, 3 * ((y + row) * WIDTH + x), 60);
    }
    assertThat(PAINTER.painted(before, HEIGHT, WIDTH, List.of(new Within(box, edits))))
        .isEqualTo(expected);
  }

  /** Object-aware Random Erasing takes its share of the object's area, not of the image's. */
  @Test
  void areasAreSharesOfTheObject() {
    Box object = new Box(100, 50, 1500, 1200);
    InsideBoxes inside =
        new InsideBoxes(
            new RandomErasing(
                1,
                new Range(0.05, 0.25),
                new Range(0.5, 2),
                AspectRatioSampling.UNIFORM,
                1,
                mean()));
    Sample sample = new Sample(2000, 2000, List.of(object), 0);
    Sampling.assertFollows(
        Sampling.sample(
            3000,
            9,
            random -> {
              Within within = (Within) inside.draw(sample, random).get(0);
              return ((Patch) within.edits().get(0)).box().area() / (double) object.area();
            }),
        new UniformRealDistribution(0.05, 0.25));
  }

  @Test
  void everyObjectIsErasedByItself() {
    List<Edit> edits =
        new InsideBoxes(new CutOut(1, PixelLength.ofPixels(3), mean()))
            .draw(new Sample(HEIGHT, WIDTH, BOXES, 0), Sampling.random(1));
    assertThat(edits).extracting(edit -> ((Within) edit).box()).isEqualTo(BOXES);
    assertThat(
            new InsideBoxes(new HideAndSeek(List.of(0), 1, mean()))
                .draw(new Sample(HEIGHT, WIDTH, BOXES, 0), Sampling.random(1)))
        .isEmpty();
  }

  /** The marked pixel is the object; it must be hidden wherever flips and shifts have put it. */
  @Property(tries = 200, seed = "1")
  void boxesMoveWithTheContent(
      @ForAll @IntRange(max = 49) int x, @ForAll @IntRange(max = 39) int y, @ForAll long seed) {
    byte[] bgr = new byte[3 * HEIGHT * WIDTH];
    Arrays.fill(bgr, (byte) 1);
    bgr[3 * (y * WIDTH + x)] = 99;
    Compose sequence =
        new Compose(
            List.of(
                HorizontalFlip.defaults(),
                new Shift(0.2),
                new RandomApply(0.5, HorizontalFlip.defaults()),
                new InsideBoxes(new HideAndSeek(List.of(1), 1, new Fill.Zero()))));
    Sample sample = new Sample(HEIGHT, WIDTH, List.of(new Box(x, y, 1, 1)), 0);
    List<Edit> edits = sequence.draw(sample, Sampling.random(seed));
    float[] point = {x, y};
    edits.forEach(edit -> edit.move(point, HEIGHT, WIDTH));
    boolean visible = point[0] >= 0 && point[0] < WIDTH && point[1] >= 0 && point[1] < HEIGHT;
    PAINTER.paint(bgr, HEIGHT, WIDTH, edits);
    int hidden = 0;
    for (int i = 0; i < bgr.length; i += 3) {
      hidden += bgr[i] == 0 ? 1 : 0;
    }
    assertThat(hidden).isEqualTo(visible ? 1 : 0);
    if (visible) {
      int column = (int) point[0];
      int row = (int) point[1];
      assertThat(bgr[3 * (row * WIDTH + column)]).isZero();
    }
  }

  @Test
  void boxesThatLeaveTheImageAreCutOff() {
    Sample sample = new Sample(10, 20, List.of(new Box(2, 3, 4, 5), new Box(0, 0, 3, 1)), 7);
    assertThat(sample.after(List.of(new Translation(-4, 4))))
        .isEqualTo(new Sample(10, 20, List.of(new Box(0, 7, 2, 3)), 7));
    assertThat(sample.after(List.of(new Mirror())))
        .isEqualTo(new Sample(10, 20, List.of(new Box(14, 3, 4, 5), new Box(17, 0, 3, 1)), 7));
    assertThat(sample.after(List.of())).isSameAs(sample);
    assertThat(Sample.of(3, 4).after(List.of(new Mirror()))).isEqualTo(Sample.of(3, 4));
  }

  @Test
  void valuesAreChecked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Sample(10, 10, List.of(new Box(5, 5, 6, 5)), 0))
        .withMessage("box must lie within the image (10 x 10), was 6 x 5 px at (5, 5)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Sample(10, 10, List.of(), -1))
        .withMessage("epoch must be >= 0, was -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Within(new Box(0, 0, 1, 1), List.of(new Mirror())))
        .withMessage("edits must hide and not move, one is: mirror");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Around(BOXES, List.of(new Translation(1, 2))))
        .withMessage("edits must hide and not move, one is: shift by (+1, +2)");
    Within sticksOut = new Within(new Box(45, 0, 6, 1), List.of());
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> PAINTER.painted(new byte[3 * HEIGHT * WIDTH], HEIGHT, WIDTH, List.of(sticksOut)))
        .withMessage("box must lie within the image (50 x 40), was 6 x 1 px at (45, 0)");
    Within inner =
        new Within(new Box(0, 0, 5, 5), List.of(new Patch(new Box(4, 0, 2, 1), mean(), 0)));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> PAINTER.painted(new byte[3 * HEIGHT * WIDTH], HEIGHT, WIDTH, List.of(inner)))
        .withMessage("box must lie within the image (5 x 5), was 2 x 1 px at (4, 0)");
  }

  /** Within a row, source and target may overlap to either side. */
  @Property(tries = 300, seed = "1")
  void copyingLeavesTheBoxesAndReadsOnlyOriginals(
      @ForAll @IntRange(max = 20) int fromX,
      @ForAll @IntRange(max = 20) int x,
      @ForAll @IntRange(max = 10) int length) {
    byte[] before = Sampling.image(2, 30, 7);
    List<Box> kept = List.of(new Box(8, 0, 3, 1), new Box(11, 0, 2, 2), new Box(20, 0, 4, 1));
    byte[] expected = before.clone();
    System.arraycopy(before, 3 * fromX, expected, 3 * x, 3 * length);
    for (int i = 0; i < 90; i++) {
      int column = i / 3;
      if (kept.stream().anyMatch(box -> box.contains(column, 0))) {
        expected[i] = before[i];
      }
    }
    byte[] copied = before.clone();
    new BackgroundCanvas(CanvasCache.get().byteCanvas.on(copied, 2, 30, 3), kept)
        .copy(fromX, 0, x, 0, length);
    assertThat(copied).isEqualTo(expected);
  }

  @Test
  void partsAreNotMirrored() {
    Canvas canvas = CanvasCache.get().byteCanvas.on(new byte[3 * 4], 2, 2, 3);
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> new PartCanvas(canvas, new Box(0, 0, 1, 1)).mirror(0));
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> new BackgroundCanvas(canvas, List.of()).mirror(0));
  }

  @Test
  void editsAreReadable() {
    Patch patch = new Patch(new Box(1, 2, 3, 4), mean(), 255);
    assertThat(new Within(new Box(5, 6, 7, 8), List.of(patch, patch)))
        .hasToString(
            "within 7 x 8 px at (5, 6): patch 3 x 4 px at (1, 2), mean, seed ff"
                + " + patch 3 x 4 px at (1, 2), mean, seed ff");
    assertThat(new Around(BOXES, List.of(patch)))
        .hasToString("around 3 boxes: patch 3 x 4 px at (1, 2), mean, seed ff");
    assertThat(new Around(BOXES.subList(0, 1), List.of(patch)).toString())
        .startsWith("around 1 box: ");
  }

  @Test
  void edgesOfNestedBoxesArePaintedExactly() {
    RandomGenerator random = Sampling.random(8);
    for (int i = 0; i < 50; i++) {
      int y = random.nextInt(HEIGHT);
      byte[] row = painted(new OutsideBoxes(new HideAndSeek(List.of(100), 1, mean())), BOXES);
      for (int x = 0; x < WIDTH; x++) {
        boolean hidden = row[3 * (y * WIDTH + x)] == 104 && row[3 * (y * WIDTH + x) + 1] == 116;
        assertThat(hidden).isEqualTo(!inBox(x, y));
      }
    }
  }

  private static Fill mean() {
    return new Fill.Mean();
  }
}
