package dev.blindspot.augment.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.blindspot.augment.geometry.Box;
import dev.blindspot.augment.geometry.Rgb;
import dev.blindspot.augment.method.Sampling;
import dev.blindspot.augment.paint.BytePainter;
import dev.blindspot.augment.random.SplitMix;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HiddenCellsTest {
  private static final Rgb MEAN = new Rgb(124, 116, 104);
  private static final BytePainter PAINTER = new BytePainter(MEAN);

  static List<Fill> fills() {
    return FillTest.all();
  }

  /** The reference: a patch for each cell. */
  private static List<Edit> patches(HiddenCells hidden, int height, int width) {
    return hidden.cells().stream().map(cell -> (Edit) patch(hidden, cell, height, width)).toList();
  }

  private static Patch patch(HiddenCells hidden, int cell, int height, int width) {
    int x = cell % hidden.columns() * hidden.sidePx();
    int y = cell / hidden.columns() * hidden.sidePx();
    Box box = Box.clipped(x, y, hidden.sidePx(), hidden.sidePx(), height, width);
    boolean own = hidden.fill().toString().matches("patch-uniform|image-patch");
    long seed = own ? SplitMix.bits(hidden.noiseSeed(), cell) : hidden.noiseSeed();
    return new Patch(box, hidden.fill(), seed);
  }

  @Property(tries = 400, seed = "1")
  void paintsWhatPatchesPaint(
      @ForAll @IntRange(min = 1, max = 40) int height,
      @ForAll @IntRange(min = 1, max = 40) int width,
      @ForAll @IntRange(min = 1, max = 45) int side,
      @ForAll @IntRange(max = 6) int fill,
      @ForAll long seed) {
    int columns = (width + side - 1) / side;
    int rows = (height + side - 1) / side;
    Random random = new Random(seed);
    List<Integer> cells =
        IntStream.range(0, rows * columns).filter(i -> random.nextBoolean()).boxed().toList();
    HiddenCells hidden = new HiddenCells(side, columns, cells, fills().get(fill), seed);
    byte[] image = Sampling.image(height, width, 1);
    assertThat(PAINTER.painted(image, height, width, List.of(hidden)))
        .isEqualTo(PAINTER.painted(image, height, width, patches(hidden, height, width)));
  }

  /** One colour for each cell, also for cells side by side. */
  @ParameterizedTest
  @MethodSource("fills")
  void fillsThatDifferByPatchDifferFromCellToCell(Fill fill) {
    byte[] image = Sampling.image(8, 24, 2);
    List<Edit> cells = List.of(new HiddenCells(8, 3, List.of(0, 1), fill, 5));
    byte[] cellByCell = PAINTER.painted(image, 8, 24, cells);
    List<Edit> patch = List.of(new Patch(new Box(0, 0, 16, 8), fill, 5));
    boolean same = Arrays.equals(cellByCell, PAINTER.painted(image, 8, 24, patch));
    assertThat(same).isEqualTo(!fill.differsByPatch());
  }

  @Test
  void cellsMustAscendAndLieWithinTheImage() {
    Fill fill = new Fill.Mean();
    for (List<Integer> cells : List.of(List.of(-1), List.of(2, 1), List.of(3, 3))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new HiddenCells(8, 4, cells, fill, 1))
          .withMessage("cells must ascend from 0 or more, were " + cells);
    }
    byte[] image = new byte[3 * 16 * 17];
    PAINTER.paint(image, 16, 17, List.of(new HiddenCells(8, 3, List.of(5), fill, 1)));
    HiddenCells below = new HiddenCells(8, 3, List.of(1, 6), fill, 1);
    HiddenCells narrow = new HiddenCells(8, 2, List.of(), fill, 1);
    for (HiddenCells other : List.of(below, narrow)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> PAINTER.paint(image, 16, 17, List.of(other)))
          .withMessage("cells must lie within the image (17 x 16), were: " + other);
    }
  }

  @Test
  void isDescribedInOneLine() {
    assertThat(new HiddenCells(8, 3, List.of(1, 5), new Fill.Zero(), 17))
        .hasToString("2 cells of 8 px, zero, seed 11");
  }
}
