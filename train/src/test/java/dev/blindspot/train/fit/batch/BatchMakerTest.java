package dev.blindspot.train.fit.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.blindspot.train.SharedDrawings;
import dev.blindspot.train.TinyRun;
import dev.blindspot.train.data.image.Batches;
import dev.blindspot.train.data.manifest.ManifestRow;
import dev.blindspot.train.error.UserError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

@ExtendWith(SharedDrawings.class)
class BatchMakerTest {
  @TempDir private Path folder;

  @Test
  void anEpochVisitsEveryImageOnceAndTheLastBatchMayBeSmaller() {
    ArmTraining arm = arm("training.batchSize=8");
    BatchMaker maker = maker(arm);
    int[] order = maker.order(0);
    assertThat(order).containsExactlyInAnyOrder(IntStream.range(0, arm.train().size()).toArray());
    assertThat(arm.train().size() % 8).isNotZero();
    List<ManifestRow> seen = new ArrayList<>();
    for (int b = 0; b < maker.batches(); b++) {
      seen.addAll(maker.make(0, order, b).rows());
    }
    assertThat(seen).containsExactlyInAnyOrderElementsOf(arm.train());
    assertThat(maker.make(0, order, maker.batches() - 1).rows()).hasSize(arm.train().size() % 8);
  }

  @Test
  void theOrderIsTheSameForAllArmsAndAnotherInEveryEpoch() {
    BatchMaker reference = maker(arm());
    BatchMaker erasing =
        maker(
            TinyRun.arm(
                TinyRun.load(folder, "arms.erasing.training.batchSize=3"), "erasing", folder));
    assertThat(erasing.order(1)).isEqualTo(reference.order(1)).isNotEqualTo(reference.order(0));
  }

  @Test
  void aBatchDoesNotDependOnWhatWasMadeBefore() {
    ArmTraining arm = TinyRun.arm(TinyRun.load(folder), "erasing", folder);
    BatchMaker used = maker(arm);
    used.make(0, used.order(0), 0);
    used.make(1, used.order(1), 1);
    Batch late = used.make(1, used.order(1), 2);
    Batch early = maker(arm).make(1, used.order(1), 2);
    assertThat(late.rows()).isEqualTo(early.rows());
    assertThat(late.images()).isEqualTo(early.images());
    assertThat(late.labels()).isEqualTo(early.labels());
    assertThat(late.edits()).isEqualTo(early.edits()).anyMatch(edits -> !edits.isEmpty());
  }

  @Test
  void untouchedImagesAreTheStoredOnesAndTouchedOnesAreNot() {
    ArmTraining arm = arm("augmentation={random-erasing: {probability: 0.5, fill: zero}}");
    Batch batch = maker(arm).make(0, maker(arm).order(0), 0);
    assertThat(IntStream.range(0, 8).filter(batch::untouched).count()).isBetween(1L, 7L);
    for (int i = 0; i < 8; i++) {
      INDArray stored = Batches.toArray(List.of(arm.images().get(batch.rows().get(i))));
      assertThat(batch.images().slice(i).equals(stored.slice(0))).isEqualTo(batch.untouched(i));
    }
  }

  @Test
  void labelsAreSmoothedOverAllClasses() {
    Batch batch = firstBatch(arm("training.labelSmoothing=0.2"));
    for (int i = 0; i < 8; i++) {
      int label = batch.rows().get(i).label();
      assertThat(batch.labels().getDouble(i, label)).isCloseTo(0.9, within(1e-6));
      assertThat(batch.labels().getDouble(i, 1 - label)).isCloseTo(0.1, within(1e-6));
    }
  }

  @Test
  void mixingSumsLabelsLeavesNothingUntouchedAndIsOffInTheLastEpochs() {
    ArmTraining arm = arm("augmentation={mixup: {alpha: 1}}", "training.mixingOffLastEpochs=1");
    BatchMaker maker = maker(arm);
    Batch mixed = maker.make(0, maker.order(0), 0);
    assertThat(mixed.mixings()).hasSize(1);
    assertThat(IntStream.range(0, 8).noneMatch(mixed::untouched)).isTrue();
    for (int i = 0; i < 8; i++) {
      assertThat(mixed.labels().getRow(i).sumNumber().doubleValue()).isCloseTo(1, within(1e-6));
    }
    Batch last = maker.make(1, maker.order(1), 0);
    assertThat(last.mixings()).isEmpty();
    assertThat(last.untouched(0)).isTrue();
  }

  /** Black is painted nowhere but where the boxes allow it. */
  @Test
  void hidesInsideOrOutsideOfTheVehicle() throws Exception {
    for (String where : List.of("inside-boxes", "outside-boxes")) {
      ArmTraining arm =
          arm(
              "augmentation={boxes: [vehicle], hide-and-seek: {gridsPx: [4], fill: {constant:"
                  + " {colour: {red: 255, green: 0, blue: 255}}}, where: "
                  + where
                  + "}}");
      Batch batch = firstBatch(arm);
      int changed = 0;
      for (int i = 0; i < batch.rows().size(); i++) {
        INDArray stored = Batches.toArray(List.of(arm.images().get(batch.rows().get(i))));
        for (int y = 0; y < 32; y++) {
          for (int x = 0; x < 32; x++) {
            float now = batch.images().getFloat(i, 1, y, x);
            if (now != stored.getFloat(0, 1, y, x)) {
              changed++;
              assertThat(inVehicle(arm, batch.rows().get(i), x, y))
                  .isEqualTo(where.equals("inside-boxes"));
            }
          }
        }
      }
      assertThat(changed).isGreaterThan(100);
    }
  }

  private static boolean inVehicle(ArmTraining arm, ManifestRow row, int x, int y)
      throws Exception {
    return arm.images().reader().placedBoxes(row).stream()
        .filter(box -> box.name().equals("vehicle"))
        .anyMatch(
            box ->
                x >= box.x()
                    && x < box.x() + box.width()
                    && y >= box.y()
                    && y < box.y() + box.height());
  }

  @Test
  void boxesThatNoImageHasAreTheUsersMistake() {
    ArmTraining arm = arm("augmentation={boxes: [dog], cutout: {where: inside-boxes}}");
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> maker(arm))
        .withMessageContaining("boxes named [dog]");
  }

  @Test
  void probabilitiesRampOverTheEpochs() {
    ArmTraining arm =
        arm("augmentation={cutout: {rampEpochs: 2}, mixup: {alpha: 1, rampEpochs: 2}}");
    BatchMaker maker = maker(arm);
    Batch first = maker.make(0, maker.order(0), 0);
    assertThat(first.mixings()).isEmpty();
    assertThat(first.edits()).allMatch(List::isEmpty);
    Batch third = maker.make(2, maker.order(2), 0);
    assertThat(third.edits()).noneMatch(List::isEmpty);
  }

  @Test
  void aBatchOfOneIsMixedWithItself() {
    ArmTraining arm = arm("augmentation={mixup: {}, cutmix: {}}", "training.batchSize=1");
    Batch batch = firstBatch(arm);
    INDArray stored = Batches.toArray(List.of(arm.images().get(batch.rows().get(0))));
    assertThat(batch.images().equalsWithEps(stored, 1e-3)).isTrue();
    assertThat(batch.labels().getDouble(0, batch.rows().get(0).label())).isCloseTo(1, within(1e-6));
  }

  private ArmTraining arm(String... sets) {
    List<String> all = new ArrayList<>(List.of("augmentation={horizontal-flip: {probability: 0}}"));
    all.addAll(List.of(sets));
    return TinyRun.arm(TinyRun.load(folder, all.toArray(String[]::new)), "reference", folder);
  }

  private static Batch firstBatch(ArmTraining arm) {
    return maker(arm).make(0, maker(arm).order(0), 0);
  }

  private static BatchMaker maker(ArmTraining arm) {
    return new BatchMaker(arm.arm(), arm.train(), arm.images(), arm.datasetMean(), 2, arm.seed());
  }
}
