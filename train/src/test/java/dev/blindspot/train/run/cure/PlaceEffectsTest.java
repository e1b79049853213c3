package dev.blindspot.train.run.cure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.blindspot.augment.geometry.Rgb;
import dev.blindspot.explain.occlusion.Scorer;
import dev.blindspot.train.SharedDrawings;
import dev.blindspot.train.TinyRun;
import dev.blindspot.train.config.reader.LoadedConfig;
import dev.blindspot.train.data.manifest.ManifestRow;
import dev.blindspot.train.data.manifest.Split;
import dev.blindspot.train.progress.Progress;
import dev.blindspot.train.report.result.Cure.PlaceEffect;
import dev.blindspot.train.report.result.Cure.SuspectPlace;
import dev.blindspot.train.run.prepare.EvaluationInputs;
import dev.blindspot.train.run.prepare.Preparation;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Networks whose answers are known: by one place alone, or always the same. */
@ExtendWith(SharedDrawings.class)
class PlaceEffectsTest {
  private static final int CORNER = 4;

  @TempDir private Path folder;
  private Preparation prepared;
  private EvaluationInputs inputs;

  @BeforeEach
  void draw() {
    LoadedConfig loaded = TinyRun.load(folder);
    prepared = Preparation.of(loaded, Progress.NONE);
    inputs = EvaluationInputs.of(prepared);
  }

  private static SuspectPlace place(double width, double height, String donor) {
    return new SuspectPlace(
        "emergency", "upper left", 0, 0, width, height, 9, 10, true, null, List.of(donor));
  }

  private String donor() {
    return prepared.manifest().in(Split.TRAIN).stream()
        .filter(row -> row.label() == 1)
        .findFirst()
        .map(ManifestRow::id)
        .orElseThrow();
  }

  /** Emergency exactly where the upper left pixel is that of the donor. */
  private Scorer byTheCornerOf(String donor) {
    ManifestRow row =
        prepared.manifest().rows().stream()
            .filter(each -> each.id().equals(donor))
            .findFirst()
            .orElseThrow();
    byte[] bgr = prepared.images().get(row).bgr();
    return batch -> {
      float[][] scores = new float[(int) batch.size(0)][];
      for (int i = 0; i < scores.length; i++) {
        scores[i] = isSame(batch, i, bgr) ? new float[] {0, 1} : new float[] {1, 0};
      }
      return Nd4j.createFromArray(scores);
    };
  }

  private static boolean isSame(INDArray batch, int image, byte[] bgr) {
    for (int y = 0; y < CORNER; y++) {
      for (int x = 0; x < CORNER; x++) {
        for (int c = 0; c < 3; c++) {
          int wanted = bgr[3 * (y * (int) batch.size(3) + x) + c] & 0xFF;
          if (batch.getInt(image, c, y, x) != wanted) {
            return false;
          }
        }
      }
    }
    return true;
  }

  @Test
  void aNetworkThatGoesByThePlaceIsMisledByItAlone() {
    String donor = donor();
    PlaceEffect effect =
        new PlaceEffects(inputs, prepared)
            .of(byTheCornerOf(donor), List.of(place(0.5, 0.5, donor)));
    int[] labels = EvaluationInputs.labels(inputs.heldOut());
    int others = (int) Arrays.stream(labels).filter(label -> label == 0).count();
    assertThat(effect.images()).isEqualTo(labels.length);
    assertThat(effect.right()).isEqualTo(others); // no test image has the donor's corner
    assertThat(effect.recipients()).isEqualTo(others);
    assertThat(effect.rightRecipients()).isEqualTo(others);
    assertThat(effect.rightPasted()).isZero();
    assertThat(effect.rightControl()).isEqualTo(others);
    assertThat(effect.changed()).isZero();
  }

  @Test
  void hidingShowsTheMeanAtThePlaceAndNothingElseChanges() {
    Rgb mean = inputs.mean();
    Scorer scorer =
        batch -> {
          float[][] scores = new float[(int) batch.size(0)][];
          for (int i = 0; i < scores.length; i++) {
            boolean hidden =
                Math.abs(batch.getDouble(i, 2, 0, 0) - mean.red()) <= 1
                    && Math.abs(batch.getDouble(i, 2, CORNER, CORNER) - mean.red()) <= 1
                    && Math.abs(batch.getDouble(i, 0, 0, 0) - mean.blue()) <= 1;
            scores[i] = hidden ? new float[] {1, 0} : new float[] {0, 1};
          }
          return Nd4j.createFromArray(scores);
        };
    PlaceEffect effect =
        new PlaceEffects(inputs, prepared).of(scorer, List.of(place(0.5, 0.5, donor())));
    int[] labels = EvaluationInputs.labels(inputs.heldOut());
    int others = (int) Arrays.stream(labels).filter(label -> label == 0).count();
    assertThat(effect.changed()).isEqualTo(labels.length);
    assertThat(effect.right()).isEqualTo(labels.length - others);
    assertThat(effect.rightHidden()).isEqualTo(others);
  }

  @Test
  void overlappingPlacesCoverTheirUnion() {
    SuspectPlace corner = place(0.5, 0.5, "a");
    SuspectPlace row = place(1, 0.25, "a");
    assertThat(PlaceEffects.area(List.of(corner))).isCloseTo(0.25, within(1e-9));
    assertThat(PlaceEffects.area(List.of(corner, row))).isCloseTo(0.375, within(1e-9));
    assertThat(PlaceEffects.area(List.of())).isZero();
  }
}
