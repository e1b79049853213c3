package dev.blindspot.augment.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.blindspot.augment.edit.Around;
import dev.blindspot.augment.edit.Fill;
import dev.blindspot.augment.edit.HiddenCells;
import dev.blindspot.augment.edit.Patch;
import dev.blindspot.augment.edit.RotatedGrid;
import dev.blindspot.augment.edit.Translation;
import dev.blindspot.augment.method.HideAndSeek;
import dev.blindspot.augment.method.Shift;
import dev.blindspot.augment.paint.BytePainter;
import dev.blindspot.augment.random.SampleRandom;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sums near 2^31 must not come round as negative numbers. */
class LargeNumbersTest {
  private static final int MAX = Integer.MAX_VALUE;

  @Test
  void boxesThatReachBeyondTheLargestIntegerDoNotLieWithinAnImage() {
    for (Box box : List.of(new Box(2, 0, MAX, 1), new Box(0, 2, 1, MAX), new Box(MAX, 0, 1, 1))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> box.requireWithin(10, 10))
          .withMessageStartingWith("box must lie within the image (10 x 10)");
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  new BytePainter()
                      .paint(new byte[300], 10, 10, List.of(new Patch(box, Fill.zero(), 1))))
          .withMessageStartingWith("box must lie within the image (10 x 10)");
    }
    assertThat(new Box(2, 3, MAX, MAX).right()).isEqualTo(2L + MAX);
    assertThat(new Box(2, 3, MAX, MAX).bottom()).isEqualTo(3L + MAX);
  }

  @Test
  void clippingKeepsWhatIsInside() {
    assertThat(Box.clipped(5, 6, MAX, MAX, 10, 10)).isEqualTo(new Box(5, 6, 5, 4));
    assertThat(Box.clipped(-5, -6, MAX, MAX, 10, 10)).isEqualTo(new Box(0, 0, 10, 10));
    assertThat(Box.around(MAX - 1, 3, MAX, 2, 10, MAX).right()).isEqualTo(MAX);
  }

  /** A box of a log that sticks out must not let the painter go round for ever. */
  @Test
  void backgroundsOfBoxesThatStickOutAreTheRest() {
    Around around =
        new Around(
            List.of(new Box(4, 0, MAX, 1)),
            List.of(new Patch(new Box(0, 0, 10, 1), Fill.colour(9, 9, 9), 1)));
    byte[] row = new BytePainter().painted(new byte[30], 1, 10, List.of(around));
    for (int i = 0; i < 30; i++) {
      assertThat(row[i]).isEqualTo((byte) (i < 12 ? 9 : 0));
    }
  }

  @Test
  void squaresOfAHugeGridAreCutOffByTheBorder() {
    RotatedGrid grid = new RotatedGrid(MAX, 1, MAX - 3, MAX - 2, 0, Fill.colour(9, 9, 9), 1);
    byte[] image = new BytePainter().painted(new byte[300], 10, 10, List.of(grid));
    int hidden = 0;
    for (byte value : image) {
      hidden += value == 9 ? 1 : 0;
    }
    // The stripes of one pixel leave all but one row and one column, if they are seen at all.
    assertThat(hidden).isGreaterThanOrEqualTo(3 * 9 * 9);
  }

  @Test
  void hugeCellsAreCutOffByTheBorder() {
    HiddenCells cells = new HiddenCells(MAX, 1, List.of(0), Fill.colour(9, 9, 9), 1);
    assertThat(new BytePainter().painted(new byte[300], 10, 10, List.of(cells))).containsOnly(9);
  }

  @Test
  void shiftsOfHugeImagesAreDrawn() {
    for (long sample = 0; sample < 20; sample++) {
      Translation move =
          (Translation) new Shift(1).draw(MAX, MAX, SampleRandom.of(1, 0, sample)).get(0);
      assertThat(move.dx()).isNotEqualTo(move.dy());
    }
  }

  @Test
  void moreCellsThanIntegersAreRefused() {
    HideAndSeek hiding = HideAndSeek.paper().withGridsPx(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> hiding.draw(1 << 16, 1 << 16, SampleRandom.of(1, 0, 0)))
        .withMessage("image must have less than 2^31 cells of 1 px, has 4294967296");
  }
}
