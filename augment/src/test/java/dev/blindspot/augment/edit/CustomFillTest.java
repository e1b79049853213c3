package dev.blindspot.augment.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.blindspot.augment.geometry.Box;
import dev.blindspot.augment.geometry.Layout;
import dev.blindspot.augment.method.Sampling;
import dev.blindspot.augment.paint.BytePainter;
import dev.blindspot.augment.paint.FloatPainter;
import dev.blindspot.augment.random.SplitMix;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class CustomFillTest {
  private static final int SIDE = 20;

  record Stripes(int periodPx) implements CustomFill {
    @Override
    public void paint(FillArea area, long noiseSeed) {
      int phase = SplitMix.below(periodPx, noiseSeed, 0);
      area.setEach((x, y, channel) -> (x + phase) % periodPx < periodPx / 2 ? 255 : 0);
    }
  }

  /** Each pixel as its mirror image. */
  record Mirrored() implements CustomFill {
    @Override
    public void paint(FillArea area, long noiseSeed) {
      area.setEach((x, y, channel) -> area.get(area.imageWidth() - 1 - x, y, channel));
    }
  }

  private static byte[] painted(Edit edit) {
    return new BytePainter().painted(Sampling.image(SIDE, SIDE, 1), SIDE, SIDE, List.of(edit));
  }

  @Test
  void paintsEveryPixelOfAPatch() {
    Box box = new Box(3, 4, 12, 7);
    byte[] before = Sampling.image(SIDE, SIDE, 1);
    byte[] after = painted(new Patch(box, new Stripes(6), 1));
    int phase = SplitMix.below(6, 1, 0);
    for (int i = 0; i < before.length; i++) {
      int x = i / 3 % SIDE;
      byte stripe = (byte) ((x + phase) % 6 < 3 ? 255 : 0);
      assertThat(after[i]).isEqualTo(box.contains(x, i / 3 / SIDE) ? stripe : before[i]);
    }
    FloatBuffer floats = FloatBuffer.allocate(3 * SIDE * SIDE);
    new FloatPainter(Layout.NHWC)
        .paint(floats, 0, SIDE, SIDE, List.of(new Patch(box, new Stripes(6), 1)));
    assertThat(floats.get(3 * (5 * SIDE + 4))).isEqualTo(after[3 * (5 * SIDE + 4)] & 255);
  }

  @Test
  void readsTheImageAroundThePatch() {
    byte[] before = Sampling.image(SIDE, SIDE, 1);
    byte[] after = painted(new Patch(new Box(10, 0, 10, SIDE), new Mirrored(), 1));
    for (int i = 0; i < before.length; i++) {
      int x = i / 3 % SIDE;
      int mirrored = i + 3 * (SIDE - 1 - 2 * x);
      assertThat(after[i]).isEqualTo(x < 10 ? before[i] : before[mirrored]);
    }
  }

  /** Coordinates count from a box's corner inside of it, and kept boxes are not painted. */
  @Test
  void knowsPartsAndBackgrounds() {
    Box part = new Box(5, 6, 8, 9);
    byte[] inside =
        painted(new Within(part, List.of(new Patch(new Box(0, 0, 8, 9), new Stripes(6), 1))));
    byte[] before = Sampling.image(SIDE, SIDE, 1);
    int phase = SplitMix.below(6, 1, 0);
    byte[] around =
        painted(
            new Around(
                List.of(part), List.of(new Patch(new Box(0, 0, SIDE, SIDE), new Stripes(6), 1))));
    for (int i = 0; i < before.length; i++) {
      int x = i / 3 % SIDE;
      boolean within = part.contains(x, i / 3 / SIDE);
      byte ofPart = (byte) ((x - 5 + phase) % 6 < 3 ? 255 : 0);
      byte ofWhole = (byte) ((x + phase) % 6 < 3 ? 255 : 0);
      assertThat(inside[i]).isEqualTo(within ? ofPart : before[i]);
      assertThat(around[i]).isEqualTo(within ? before[i] : ofWhole);
    }
  }

  @Test
  void piecesOfATurnedGridFitTogether() {
    byte[] turned = painted(new RotatedGrid(12, 4, 3, 5, 30, new Stripes(4), 1));
    byte[] noise = painted(new RotatedGrid(12, 4, 3, 5, 30, Fill.colour(1, 2, 3), 1));
    byte[] before = Sampling.image(SIDE, SIDE, 1);
    int phase = SplitMix.below(4, 1, 0);
    int hidden = 0;
    for (int i = 0; i < before.length; i += 3) {
      boolean painted = noise[i] == 3 && noise[i + 1] == 2 && noise[i + 2] == 1;
      byte stripe = (byte) ((i / 3 % SIDE + phase) % 4 < 2 ? 255 : 0);
      assertThat(turned[i]).isEqualTo(painted ? stripe : before[i]);
      hidden += painted ? 1 : 0;
    }
    assertThat(hidden).isGreaterThan(50);
  }

  @Test
  void refusesPixelsOutside() {
    refused(area -> area.get(SIDE, 0, 0), "pixel must lie within the image (20 x 20), was (20, 0)");
    refused(area -> area.get(0, -1, 0), "pixel must lie within the image (20 x 20), was (0, -1)");
    refused(
        area -> area.set(4, 3, 0, 0),
        "pixel must lie within the box (2 x 2 px at (2, 3)), was (4, 3)");
    refused(area -> area.set(2, 3, 3, 0), "channel must be between 0 and 2, was 3");
    refused(area -> area.get(2, 3, -1), "channel must be between 0 and 2, was -1");
  }

  private static void refused(Consumer<FillArea> use, String message) {
    CustomFill fill =
        new CustomFill() {
          @Override
          public void paint(FillArea area, long noiseSeed) {
            use.accept(area);
          }
        };
    assertThatIllegalArgumentException()
        .isThrownBy(() -> painted(new Patch(new Box(2, 3, 2, 2), fill, 1)))
        .withMessage(message);
  }

  @Test
  void factoriesMakeTheFills() {
    assertThat(Fill.zero()).isEqualTo(new Fill.Zero());
    assertThat(Fill.datasetMean()).isEqualTo(new Fill.Mean());
    assertThat(Fill.pixelUniform()).isEqualTo(new Fill.PixelUniform());
    assertThat(Fill.patchUniform()).isEqualTo(new Fill.PatchUniform());
    assertThat(Fill.imagePatch()).isEqualTo(new Fill.ImagePatch());
    assertThat(Fill.channels(1, 2)).hasToString("channels[1.0, 2.0]");
    assertThat(FillTest.all().stream().filter(Fill::needsDatasetMean))
        .containsExactly(new Fill.Mean(), new Fill.PixelNormal());
  }
}
