package dev.blindspot.train.fit.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blindspot.augment.edit.Edit;
import dev.blindspot.augment.edit.Fill;
import dev.blindspot.augment.edit.Mirror;
import dev.blindspot.augment.edit.Patch;
import dev.blindspot.augment.geometry.Box;
import dev.blindspot.train.SharedDrawings;
import dev.blindspot.train.TinyRun;
import dev.blindspot.train.fit.batch.TrainingImages.Seen;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SharedDrawings.class)
class TrainingImagesTest {
  private final Path folder;

  TrainingImagesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void withoutAugmentationTheyAreTheStoredImagesInTheOrderOfTheEpoch() {
    ArmTraining arm = arm("augmentation.horizontal-flip=null");
    List<Seen> seen = seen(arm, 11);
    assertThat(seen).hasSize(11).allMatch(s -> s.drawn().isEmpty());
    for (Seen s : seen) {
      assertThat(s.image().bgr()).isEqualTo(arm.images().get(s.row()).bgr());
    }
    assertThat(seen.stream().map(Seen::row).toList()).isNotEqualTo(arm.train().subList(0, 11));
  }

  @Test
  void allArmsShowTheSameRowsWhateverTheirBatches() {
    List<Seen> eight = seen(arm("training.batchSize=8"), 11);
    List<Seen> three = seen(arm("training.batchSize=3", "augmentation={cutout: {}}"), 11);
    assertThat(three.stream().map(Seen::row)).isEqualTo(eight.stream().map(Seen::row).toList());
  }

  @Test
  void editsAndMixingAreToldInWords() {
    List<Seen> erased =
        seen(
            arm(
                "augmentation={horizontal-flip: null, random-erasing: {probability: 1, fill: zero}}"),
            4);
    assertThat(erased).allMatch(s -> s.drawn().size() == 1 && s.drawn().get(0).contains("zero"));
    List<Seen> mixed = seen(arm("augmentation={horizontal-flip: null, mixup: {alpha: 5}}"), 8);
    assertThat(
            mixed.stream()
                .filter(s -> told(s).matches("0\\.\\d\\d of .* mixed \\(lambda 0\\.\\d\\d\\)"))
                .count())
        .isGreaterThan(4);
    List<Seen> pasted = seen(arm("augmentation={horizontal-flip: null, cutmix: {}}"), 8);
    assertThat(pasted).anyMatch(s -> told(s).contains(" pasted at "));
  }

  @Test
  void aCaptionCountsPatchesThatAreAlike() {
    Seen any = seen(arm(), 1).get(0);
    List<Edit> edits =
        List.of(
            new Patch(new Box(1, 2, 4, 4), new Fill.Zero(), 10),
            new Patch(new Box(3, 4, 4, 4), new Fill.Zero(), 11),
            new Mirror());
    List<String> drawn = edits.stream().map(Edit::toString).toList();
    assertThat(new Seen(any.row(), any.image(), drawn).caption())
        .isEqualTo("2 times patch 4 x 4 px, zero; mirror");
    assertThat(new Seen(any.row(), any.image(), List.of()).caption()).isEmpty();
  }

  private static String told(Seen seen) {
    return String.join("; ", seen.drawn());
  }

  @Test
  void thereAreNoMoreThanThereAreTrainingImages() {
    ArmTraining arm = arm();
    assertThat(seen(arm, 1000)).hasSameSizeAs(arm.train());
  }

  private ArmTraining arm(String... sets) {
    return TinyRun.arm(TinyRun.load(folder, sets), "reference", folder);
  }

  private static List<Seen> seen(ArmTraining arm, int count) {
    return TrainingImages.of(
        arm.arm(), arm.train(), arm.images(), arm.datasetMean(), 2, arm.seed(), count);
  }
}
