package dev.blindspot.augment.method;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blindspot.augment.canvas.PatchColours;
import dev.blindspot.augment.edit.Edit;
import dev.blindspot.augment.edit.Fill;
import dev.blindspot.augment.edit.HiddenCells;
import dev.blindspot.augment.geometry.Rgb;
import dev.blindspot.augment.paint.BytePainter;
import java.util.List;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class HideAndSeekTest {
  private static HideAndSeek hiding(double probability, Integer... grids) {
    return new HideAndSeek(List.of(grids), probability, new Fill.Mean());
  }

  private static List<Integer> cells(HideAndSeek hiding, RandomGenerator random) {
    List<Edit> edits = hiding.draw(224, 224, random);
    return edits.isEmpty() ? List.of() : ((HiddenCells) edits.get(0)).cells();
  }

  /** Right and bottom remainders are cells too. */
  @Property(tries = 200, seed = "1")
  void cellsCoverEveryPixel(
      @ForAll @IntRange(min = 1, max = 60) int height,
      @ForAll @IntRange(min = 1, max = 60) int width,
      @ForAll @IntRange(min = 1, max = 70) int grid) {
    byte[] bgr = new byte[3 * height * width];
    HideAndSeek white =
        new HideAndSeek(List.of(grid), 1, new Fill.Constant(new Rgb(255, 255, 255)));
    new BytePainter(PatchColours.BLACK)
        .paint(bgr, height, width, white.draw(height, width, Sampling.random(1)));
    assertThat(bgr).containsOnly(255);
  }

  @Test
  void hidesTheGivenShareOfCells() {
    RandomGenerator random = Sampling.random(2);
    int hidden = 0;
    for (int i = 0; i < 500; i++) {
      hidden += cells(hiding(0.3, 16), random).size();
    }
    // 98000 cells: the standard deviation of the share is 0.0015.
    assertThat(hidden / (500 * 196.0)).isBetween(0.294, 0.306);
  }

  @Test
  void choosesEveryGridEquallyOften() {
    RandomGenerator random = Sampling.random(3);
    long[] counts = new long[5];
    for (int i = 0; i < 5000; i++) {
      int cells = cells(hiding(1, 0, 16, 32, 44, 56), random).size();
      counts[List.of(0, 196, 49, 36, 16).indexOf(cells)]++;
    }
    Sampling.assertUniform(counts);
  }

  @Test
  void gridZeroLeavesTheImageAsItIs() {
    assertThat(hiding(1, 0).draw(224, 224, Sampling.random(1))).isEmpty();
  }

  @Test
  void probabilityZeroHidesNothing() {
    assertThat(hiding(0, 16).draw(224, 224, Sampling.random(1))).isEmpty();
  }
}
