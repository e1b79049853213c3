package dev.blindspot.augment.method;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blindspot.augment.edit.Edit;
import dev.blindspot.augment.edit.Fill;
import dev.blindspot.augment.edit.Patch;
import dev.blindspot.augment.geometry.Box;
import dev.blindspot.augment.geometry.RelativeBox;
import dev.blindspot.augment.geometry.Rgb;
import dev.blindspot.augment.paint.BytePainter;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PlaceErasingTest {
  private static final RelativeBox CORNER = new RelativeBox(0, 0, 0.5, 0.25);
  private static final RelativeBox RIGHT = new RelativeBox(0.9, 0.5, 0.1, 0.1);

  private static List<Box> boxes(PlaceErasing erasing, int height, int width) {
    List<Edit> edits = erasing.draw(height, width, Sampling.random(1));
    return edits.stream().map(edit -> ((Patch) edit).box()).toList();
  }

  @Test
  void hidesEveryPlaceInImagesOfAnySize() {
    PlaceErasing both = PlaceErasing.defaults().withPlaces(CORNER, RIGHT);
    assertThat(boxes(both, 100, 200))
        .containsExactly(new Box(0, 0, 100, 25), new Box(180, 50, 20, 10));
    assertThat(boxes(both, 20, 10)).containsExactly(new Box(0, 0, 5, 5), new Box(9, 10, 1, 2));
  }

  /** A share of 0.5 of 5 pixels touches the third; what is half covered is hidden as well. */
  @Test
  void hidesPixelsThatAPlaceOnlyTouches() {
    PlaceErasing half = PlaceErasing.defaults().withPlaces(new RelativeBox(0.5, 0, 0.5, 0.5));
    assertThat(boxes(half, 5, 5)).containsExactly(new Box(2, 0, 3, 3));
  }

  @Test
  void theMarginIsAShareOfTheShorterSideAndEndsAtTheBorder() {
    PlaceErasing wide = PlaceErasing.defaults().withPlaces(CORNER).withMargin(0.1);
    assertThat(boxes(wide, 100, 200)).containsExactly(new Box(0, 0, 110, 35));
    assertThat(boxes(wide.withMargin(1), 100, 200)).containsExactly(new Box(0, 0, 200, 100));
  }

  @Test
  void withoutPlacesTheImageStaysAsItIs() {
    assertThat(PlaceErasing.defaults().draw(10, 10, Sampling.random(1))).isEmpty();
  }

  @Test
  void beforeAFlipItHidesTheContentAndNotTheMirroredPlace() {
    byte[] bgr = new byte[3 * 4 * 4];
    java.util.Arrays.fill(bgr, (byte) 9);
    List<Edit> edits =
        new Compose(
                List.of(
                    PlaceErasing.defaults()
                        .withFill(Fill.zero())
                        .withPlaces(new RelativeBox(0, 0, 0.25, 1)),
                    HorizontalFlip.defaults()))
            .draw(4, 4, Sampling.random(1));
    new BytePainter(new Rgb(0, 0, 0)).paint(bgr, 4, 4, edits);
    for (int i = 0; i < 16; i++) {
      assertThat(bgr[3 * i]).isEqualTo((byte) (i % 4 == 3 ? 0 : 9));
    }
  }

  @Test
  void aPlaceThatWasMeasuredInPixelsIsHiddenToThePixel() {
    for (int side : new int[] {64, 96, 224}) {
      for (int from = 0; from < side; from++) {
        Box box = new Box(from, 0, side - from, 1);
        RelativeBox place = RelativeBox.of(box, side, side);
        assertThat(place.pixels(side, side, 0)).isEqualTo(box);
      }
    }
  }

  @Property(tries = 300, seed = "1")
  void neverReachesBeyondTheImage(
      @ForAll @IntRange(min = 1, max = 300) int height,
      @ForAll @IntRange(min = 1, max = 300) int width,
      @ForAll @DoubleRange(min = 0, max = 0.9) double x,
      @ForAll @DoubleRange(min = 0, max = 0.9) double y,
      @ForAll @DoubleRange(min = 0, max = 1) double margin) {
    Box box = new RelativeBox(x, y, 0.1, 0.1).pixels(height, width, margin);
    box.requireWithin(height, width);
    assertThat(box.area()).isPositive();
  }
}
