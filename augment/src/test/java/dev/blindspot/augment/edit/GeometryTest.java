package dev.blindspot.augment.edit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blindspot.augment.canvas.PatchColours;
import dev.blindspot.augment.geometry.Box;
import dev.blindspot.augment.method.Compose;
import dev.blindspot.augment.method.HorizontalFlip;
import dev.blindspot.augment.method.RandomApply;
import dev.blindspot.augment.method.Sampling;
import dev.blindspot.augment.method.Shift;
import dev.blindspot.augment.paint.BytePainter;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Mirrors, shifts, and the wrappers around augmentations. */
class GeometryTest {
  private static final BytePainter PAINTER = new BytePainter(PatchColours.BLACK);

  @Property(tries = 300, seed = "1")
  void translationReplicatesTheEdge(
      @ForAll @IntRange(min = 1, max = 12) int height,
      @ForAll @IntRange(min = 1, max = 12) int width,
      @ForAll @IntRange(min = -15, max = 15) int dx,
      @ForAll @IntRange(min = -15, max = 15) int dy) {
    byte[] image = Sampling.image(height, width, 1);
    byte[] moved = PAINTER.painted(image, height, width, List.of(new Translation(dx, dy)));
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int fromX = Math.min(width - 1, Math.max(0, x - dx));
        int fromY = Math.min(height - 1, Math.max(0, y - dy));
        assertSamePixel(moved, y * width + x, image, fromY * width + fromX);
      }
    }
  }

  @Property(tries = 50, seed = "1")
  void mirrorReversesRows(
      @ForAll @IntRange(min = 1, max = 9) int height,
      @ForAll @IntRange(min = 1, max = 9) int width) {
    byte[] image = Sampling.image(height, width, 2);
    byte[] mirrored = PAINTER.painted(image, height, width, List.of(new Mirror()));
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        assertSamePixel(mirrored, y * width + x, image, y * width + width - 1 - x);
      }
    }
  }

  private static void assertSamePixel(byte[] actual, int pixel, byte[] expected, int other) {
    for (int channel = 0; channel < 3; channel++) {
      assertThat(actual[3 * pixel + channel]).isEqualTo(expected[3 * other + channel]);
    }
  }

  /** A marked pixel is found where the moved point says, for as long as it is in the image. */
  @Property(tries = 200, seed = "1")
  void pointsMoveWithTheContent(
      @ForAll @IntRange(max = 9) int x,
      @ForAll @IntRange(max = 6) int y,
      @ForAll @IntRange(min = -4, max = 4) int dx,
      @ForAll @IntRange(min = -4, max = 4) int dy) {
    byte[] image = new byte[3 * 7 * 10];
    image[3 * (10 * y + x)] = 1;
    List<Edit> edits = List.of(new Translation(dx, dy), new Mirror());
    float[] point = {x, y};
    edits.forEach(edit -> edit.move(point, 7, 10));
    int movedX = (int) point[0];
    int movedY = (int) point[1];
    assertThat(movedX).isEqualTo(9 - (x + dx));
    assertThat(movedY).isEqualTo(y + dy);
    if (movedX >= 0 && movedX < 10 && movedY >= 0 && movedY < 7) {
      PAINTER.paint(image, 7, 10, edits);
      assertThat(image[3 * (10 * movedY + movedX)]).isEqualTo((byte) 1);
    }
  }

  @Test
  void hidingMovesNoPoints() {
    float[] points = {3, 4};
    new Patch(new Box(0, 0, 9, 9), new Fill.Mean(), 1).move(points, 9, 9);
    new RotatedGrid(4, 2, 0, 0, 9, new Fill.Mean(), 1).move(points, 9, 9);
    assertThat(points).containsExactly(3, 4);
  }

  @Test
  void shiftIsUniformUpToTheLargestMove() {
    RandomGenerator random = Sampling.random(4);
    long[] dx = new long[13];
    long[] dy = new long[7];
    for (int i = 0; i < 9100; i++) {
      Translation move = (Translation) Shift.defaults().draw(50, 100, random).get(0);
      dx[move.dx() + 6]++;
      dy[move.dy() + 3]++;
    }
    Sampling.assertUniform(dx);
    Sampling.assertUniform(dy);
  }

  @Test
  void sometimesUsesItsAugmentationWithItsProbability() {
    RandomGenerator random = Sampling.random(5);
    RandomApply sometimes = new RandomApply(0.3, HorizontalFlip.defaults());
    double share =
        IntStream.range(0, 10_000)
            .map(i -> sometimes.draw(5, 5, random).size())
            .average()
            .orElseThrow();
    assertThat(share).isBetween(0.285, 0.315);
    assertThat(new RandomApply(0, HorizontalFlip.defaults()).draw(5, 5, random)).isEmpty();
    assertThat(new RandomApply(1, HorizontalFlip.defaults()).draw(5, 5, random)).hasSize(1);
  }

  @Test
  void sequenceKeepsTheOrder() {
    Compose sequence =
        new Compose(List.of(HorizontalFlip.defaults(), new Shift(0), HorizontalFlip.defaults()));
    assertThat(sequence.draw(5, 5, Sampling.random(1)))
        .containsExactly(new Mirror(), new Translation(0, 0), new Mirror());
  }

  @Test
  void editsAreReadable() {
    assertThat(new Patch(new Box(12, 30, 56, 40), new Fill.PixelUniform(), 255))
        .hasToString("patch 56 x 40 px at (12, 30), pixel-uniform, seed ff");
    assertThat(new Translation(3, -2)).hasToString("shift by (+3, -2)");
    assertThat(new Mirror()).hasToString("mirror");
    assertThat(new RotatedGrid(96, 58, 3, 4, 45, new Fill.Mean(), 1))
        .hasToString("grid of 96 px, 58 px kept, offset (3, 4), turned 45.0 degrees, mean, seed 1");
  }
}
