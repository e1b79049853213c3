package dev.blindspot.augment;

import static org.assertj.core.api.Assertions.assertThat;

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

  /** Right and bottom remainders are cells too; no pixel is in two cells. */
  @Property(tries = 200, seed = "1")
  void cellsCoverEveryPixelOnce(
      @ForAll @IntRange(min = 1, max = 60) int height,
      @ForAll @IntRange(min = 1, max = 60) int width,
      @ForAll @IntRange(min = 1, max = 70) int grid) {
    int[][] covered = new int[height][width];
    for (Edit edit : hiding(1, grid).draw(height, width, Sampling.random(1))) {
      Box cell = ((Patch) edit).box();
      for (int y = cell.y(); y < cell.y() + cell.height(); y++) {
        for (int x = cell.x(); x < cell.x() + cell.width(); x++) {
          covered[y][x]++;
        }
      }
    }
    for (int[] row : covered) {
      assertThat(row).containsOnly(1);
    }
  }

  @Test
  void cellsStartAtMultiplesOfTheGrid() {
    assertThat(hiding(1, 44).draw(224, 224, Sampling.random(1)))
        .hasSize(36)
        .allSatisfy(
            edit -> {
              Box cell = ((Patch) edit).box();
              assertThat(cell.x() % 44).isZero();
              assertThat(cell.y() % 44).isZero();
              assertThat(cell.width()).isEqualTo(cell.x() == 220 ? 4 : 44);
            });
  }

  @Test
  void hidesTheGivenShareOfCells() {
    RandomGenerator random = Sampling.random(2);
    int hidden = 0;
    for (int i = 0; i < 500; i++) {
      hidden += hiding(0.3, 16).draw(224, 224, random).size();
    }
    // 98000 cells: the standard deviation of the share is 0.0015.
    assertThat(hidden / (500 * 196.0)).isBetween(0.294, 0.306);
  }

  @Test
  void choosesEveryGridEquallyOften() {
    RandomGenerator random = Sampling.random(3);
    long[] counts = new long[5];
    for (int i = 0; i < 5000; i++) {
      int cells = hiding(1, 0, 16, 32, 44, 56).draw(224, 224, random).size();
      counts[List.of(0, 196, 49, 36, 16).indexOf(cells)]++;
    }
    Sampling.assertUniform(counts);
  }

  @Test
  void gridZeroLeavesThePictureAsItIs() {
    assertThat(hiding(1, 0).draw(224, 224, Sampling.random(1))).isEmpty();
  }

  @Test
  void probabilityZeroHidesNothing() {
    assertThat(hiding(0, 16).draw(224, 224, Sampling.random(1))).isEmpty();
  }
}
