package dev.blindspot.augment.method;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blindspot.augment.edit.Edit;
import dev.blindspot.augment.edit.Fill;
import dev.blindspot.augment.edit.Patch;
import dev.blindspot.augment.geometry.Box;
import dev.blindspot.augment.geometry.PixelLength;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CutOutTest {
  private static Box box(Edit edit) {
    return ((Patch) edit).box();
  }

  /** Columns hidden by a square of side 4 about every centre of a row of 10 pixels. */
  @Test
  void theSquareStandsAroundItsCentreAndIsClippedOnBothSidesAlike() {
    Map<List<Integer>, Integer> counts = new HashMap<>();
    RandomGenerator random = Sampling.random(1);
    CutOut cutOut = new CutOut(1, PixelLength.ofPixels(4), new Fill.Mean());
    for (int i = 0; i < 10_000; i++) {
      Box box = box(cutOut.draw(10, 10, random).get(0));
      counts.merge(List.of(box.x(), box.width()), 1, Integer::sum);
    }
    // The far edge does not depend on how much of the near edge was clipped: x = 0 is 2 or 3 wide.
    assertThat(counts.keySet())
        .containsExactlyInAnyOrder(
            List.of(0, 2),
            List.of(0, 3),
            List.of(0, 4),
            List.of(1, 4),
            List.of(2, 4),
            List.of(3, 4),
            List.of(4, 4),
            List.of(5, 4),
            List.of(6, 4),
            List.of(7, 3));
    Sampling.assertUniform(counts.values().stream().mapToLong(Integer::longValue).toArray());
  }

  @Property(tries = 200, seed = "1")
  void hidesExactlyTheClippedSquareOfTheFullSide(
      @ForAll @IntRange(min = 1, max = 40) int height,
      @ForAll @IntRange(min = 1, max = 40) int width,
      @ForAll @IntRange(min = 1, max = 50) int side,
      @ForAll long seed) {
    CutOut cutOut = new CutOut(1, PixelLength.ofPixels(side), new Fill.Mean());
    Box box = box(cutOut.draw(height, width, Sampling.random(seed)).get(0));
    RandomGenerator replay = Sampling.random(seed);
    int centreY = replay.nextInt(height);
    int centreX = replay.nextInt(width);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        boolean hidden =
            y >= centreY - side / 2
                && y < centreY - side / 2 + side
                && x >= centreX - side / 2
                && x < centreX - side / 2 + side;
        assertThat(box.contains(x, y)).isEqualTo(hidden);
      }
    }
  }

  @Test
  void drawsCountSquaresWithNoiseOfTheirOwn() {
    List<Edit> edits =
        new CutOut(5, PixelLength.parse("25%"), new Fill.PixelUniform())
            .draw(40, 80, Sampling.random(2));
    assertThat(edits).hasSize(5);
    assertThat(edits).extracting(edit -> ((Patch) edit).noiseSeed()).doesNotHaveDuplicates();
    assertThat(edits).allSatisfy(edit -> assertThat(box(edit).width()).isBetween(5, 10));
  }

  @Test
  void theGeometryDoesNotDependOnTheFill() {
    PixelLength side = PixelLength.ofPixels(7);
    List<Edit> mean = new CutOut(3, side, new Fill.Mean()).draw(30, 30, Sampling.random(3));
    List<Edit> noise = new CutOut(3, side, new Fill.PixelNormal()).draw(30, 30, Sampling.random(3));
    assertThat(mean)
        .extracting(CutOutTest::box)
        .isEqualTo(noise.stream().map(CutOutTest::box).toList());
  }
}
