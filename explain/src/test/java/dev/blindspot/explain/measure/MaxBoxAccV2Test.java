package dev.blindspot.explain.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.blindspot.explain.map.Attribution;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MaxBoxAccV2Test {
  /** Ten pixels in a row: 1 1 0.5 0.5 0 ... 0 and a far one of 0.8. */
  private static final Attribution ROW =
      new Attribution("m", 0, 1, 10, new float[] {1, 1, .5f, .5f, 0, 0, 0, 0, 0, .8f});

  @Test
  void takesTheBestOfAllBoxesAtEveryThreshold() {
    double[] ious = MaxBoxAccV2.bestIous(ROW, List.of(new Region(0, 0, 4, 1)));
    assertThat(ious).hasSize(1001);
    assertThat(ious[1000]).isZero(); // nothing is above the maximum
    assertThat(ious[900]).isEqualTo(0.5); // 2 of 4
    assertThat(ious[600]).isEqualTo(0.5); // the far pixel is a box of its own
    assertThat(ious[400]).isEqualTo(1.0);
    assertThat(ious[0]).isEqualTo(1.0); // zeros are not above 0
  }

  @Test
  void theAccuracyIsThatOfOneThresholdForTheWholeSet() {
    double[] wide = MaxBoxAccV2.bestIous(ROW, List.of(new Region(0, 0, 4, 1))); // 1 below 0.5
    double[] narrow = MaxBoxAccV2.bestIous(ROW, List.of(new Region(0, 0, 2, 1))); // 1 from 0.5 on
    MaxBoxAccV2 both = MaxBoxAccV2.of(List.of(wide, narrow));
    assertThat(both.atIou30()).isEqualTo(1);
    assertThat(both.atIou50()).isEqualTo(1); // 0.5 and 1
    assertThat(both.atIou70()).isEqualTo(0.5); // never both at the same threshold
    assertThat(both.mean()).isCloseTo(2.5 / 3, within(1e-12));
    assertThat(both.images()).isEqualTo(2);
    assertThat(MaxBoxAccV2.of(List.of()).mean()).isNaN();
  }

  @Test
  void equalsASearchWithPlainComponentsAtEveryThreshold() {
    Random random = new Random(4);
    float[] values = new float[12 * 9];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(8) - 2;
    }
    Attribution map = new Attribution("m", 0, 12, 9, values);
    List<Region> objects = List.of(new Region(2, 3, 4, 5), new Region(0, 0, 3, 3));
    double[] ious = MaxBoxAccV2.bestIous(map, objects);
    for (int t = 0; t < 1000; t += 7) {
      float[] above = new float[values.length];
      for (int i = 0; i < values.length; i++) {
        above[i] = (values[i] - map.min()) / (map.max() - map.min()) > t / 1000.0 ? 1 : 0;
      }
      double best =
          new MapBoxes(1, MapBoxes.Components.ALL)
              .of(new Attribution("m", 0, 12, 9, above)).stream()
                  .flatMapToDouble(box -> objects.stream().mapToDouble(box::iou))
                  .max()
                  .orElse(0);
      assertThat(ious[t]).isEqualTo(best);
    }
  }

  @Test
  void aFlatMapFindsNothing() {
    Attribution flat = new Attribution("m", 0, 2, 2, new float[4]);
    assertThat(MaxBoxAccV2.bestIous(flat, List.of(new Region(0, 0, 2, 2)))).containsOnly(0);
  }
}
