package dev.blindspot.augment.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.blindspot.augment.edit.Edit;
import dev.blindspot.augment.edit.Fill;
import dev.blindspot.augment.edit.Patch;
import dev.blindspot.augment.geometry.Box;
import dev.blindspot.augment.geometry.PixelLength;
import dev.blindspot.augment.geometry.Rgb;
import dev.blindspot.augment.method.ColourJitter;
import dev.blindspot.augment.method.Compose;
import dev.blindspot.augment.method.CutOut;
import dev.blindspot.augment.method.GridMask;
import dev.blindspot.augment.method.HideAndSeek;
import dev.blindspot.augment.method.HorizontalFlip;
import dev.blindspot.augment.method.InsideBoxes;
import dev.blindspot.augment.method.OutsideBoxes;
import dev.blindspot.augment.method.RandomResizedCrop;
import dev.blindspot.augment.method.Sample;
import dev.blindspot.augment.method.Shift;
import dev.blindspot.augment.paint.BytePainter;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EditJsonTest {
  private static final BytePainter PAINTER = new BytePainter(new Rgb(124, 116, 104));

  @Test
  void loggedEditsPaintTheSameImageAgain() {
    Compose everything =
        new Compose(
            List.of(
                HorizontalFlip.defaults(),
                new Shift(0.3),
                RandomResizedCrop.paper(),
                new ColourJitter(0.2, 0.2, 0.2, 0.1),
                new GridMask(
                    GridMask.paper().periodPx(), 0.3, GridMask.paper().rotationDegrees(), noise()),
                new InsideBoxes(new CutOut(2, PixelLength.parse("40%"), new Fill.ImagePatch())),
                new OutsideBoxes(
                    new HideAndSeek(List.of(7), 0.5, new Fill.Constant(new Rgb(1, 2, 3.5))))));
    Sample sample = new Sample(40, 60, List.of(new Box(10, 10, 20, 20)), 3);
    for (int seed = 0; seed < 20; seed++) {
      List<Edit> edits = everything.draw(sample, new SplittableRandom(seed));
      String line = EditJson.write(edits);
      assertThat(line).doesNotContain("\n");
      List<Edit> read = EditJson.read(line);
      assertThat(read).isEqualTo(edits).hasSizeBetween(9, 10);
      byte[] image = new byte[3 * 40 * 60];
      new SplittableRandom(seed).nextBytes(image);
      assertThat(PAINTER.painted(image, 40, 60, read))
          .isEqualTo(PAINTER.painted(image, 40, 60, edits))
          .isNotEqualTo(image);
    }
    assertThat(EditJson.read(EditJson.write(List.of()))).isEmpty();
  }

  private static Fill noise() {
    return new Fill.PixelUniform();
  }

  @Test
  void refusesWhatIsNotAListOfEdits() {
    for (String text : List.of("{}", "", "[{", "[null]", "null", "7")) {
      refused(text, "");
    }
    refused("[{\"type\": \"Blur\"}]", "type must be one of [Patch, HiddenCells, RotatedGrid,");
    refused("[{\"type\": \"java.lang.String\"}]", "was 'java.lang.String'");
    String patch =
        EditJson.write(List.of(new Patch(new Box(1, 2, 3, 4), new Fill.PixelUniform(), 5)));
    refused(patch.replace(":5", ":\"five\""), "five");
    refused(patch.replace(":3", ":-3"), "width must be >= 0, was -3");
  }

  private static void refused(String json, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EditJson.read(json))
        .withMessageStartingWith("json must be a list of edits")
        .withMessageContaining(message);
  }
}
