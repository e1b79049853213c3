package dev.blindspot.explain.measure;

import static dev.blindspot.explain.measure.MapBoxes.Components.ALL;
import static dev.blindspot.explain.measure.MapBoxes.Components.LARGEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blindspot.explain.map.Attribution;
import org.junit.jupiter.api.Test;

class MapBoxesTest {
  private static final Attribution MAP =
      new Attribution(
          "m",
          0,
          4,
          6,
          new float[] {
            9, 0, 0, 0, 0, 0, //
            0, 0, 0, 5, 5, 0, //
            0, 0, 5, 0, 0, 0, // joined to the row above at a corner
            0, 0, 0, 0, 0, 2
          });

  @Test
  void largestIsTheOneWithMostPlacesNotTheHighest() {
    assertThat(new MapBoxes(0.5, LARGEST).of(MAP)).containsExactly(new Region(2, 1, 3, 2));
  }

  @Test
  void allComeLargestFirst() {
    assertThat(new MapBoxes(0.5, ALL).of(MAP))
        .containsExactly(new Region(2, 1, 3, 2), new Region(0, 0, 1, 1));
    assertThat(new MapBoxes(0.2, ALL).of(MAP)).hasSize(3).contains(new Region(5, 3, 1, 1));
    assertThat(new MapBoxes(1, ALL).of(MAP)).containsExactly(new Region(0, 0, 1, 1));
  }

  /**
   * As gradients are: a place of single values, none beside the other, and a higher one elsewhere.
   */
  @Test
  void aBlurredMapShowsThePlaceInsteadOfSinglePoints() {
    float[] values = new float[40 * 40];
    for (int y = 10; y < 20; y += 2) {
      for (int x = 20; x < 32; x += 2) {
        values[y * 40 + x] = 1;
      }
    }
    values[38 * 40 + 3] = 1.5f;
    Attribution ragged = new Attribution("m", 0, 40, 40, values);
    assertThat(new MapBoxes(0.5, LARGEST).of(ragged))
        .singleElement()
        .satisfies(box -> assertThat(box.area()).isEqualTo(1));
    assertThat(new MapBoxes(0.5, LARGEST).of(ragged.blurred(1.7)))
        .singleElement()
        .satisfies(
            box -> {
              assertThat(box.x()).isBetween(18, 21);
              assertThat(box.y()).isBetween(8, 11);
              assertThat(box.x() + box.width()).isBetween(30, 33);
              assertThat(box.y() + box.height()).isBetween(18, 21);
            });
  }

  @Test
  void noneWithoutPositiveValues() {
    assertThat(new MapBoxes(0.5, ALL).of(new Attribution("m", 0, 1, 2, new float[] {0, -1})))
        .isEmpty();
    assertThat(new MapBoxes(0.5, ALL).of(new Attribution("m", 0, 1, 2, new float[] {Float.NaN, 1})))
        .isEmpty();
  }

  @Test
  void thresholdIsChecked() {
    assertThatThrownBy(() -> new MapBoxes(0, ALL))
        .hasMessage("threshold must be in (0, 1], was 0.0");
    assertThatThrownBy(() -> new MapBoxes(1.1, ALL)).hasMessageStartingWith("threshold must be");
  }
}
