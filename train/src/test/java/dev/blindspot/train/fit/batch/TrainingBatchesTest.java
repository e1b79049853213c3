package dev.blindspot.train.fit.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blindspot.train.SharedDrawings;
import dev.blindspot.train.TinyRun;
import dev.blindspot.train.model.FrozenPart;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

@ExtendWith(SharedDrawings.class)
class TrainingBatchesTest {
  @TempDir private Path folder;

  @Test
  void aRecipeThatWasSentMakesTheBatchesOfLocalTraining() throws Exception {
    ArmTraining arm = arm("erasing");
    try (TrainingBatches batches = sent(arm, null);
        FrozenPart pixels = new FrozenPart(arm.spec(), 0)) {
      for (int epoch = 0; epoch < 2; epoch++) {
        Batch local = local(arm, epoch, 1);
        assertThat(local.edits()).anyMatch(edits -> !edits.isEmpty());
        assertThat(local.mixings()).isNotEmpty();
        DataSet made = batches.make(epoch, 1);
        assertThat(made.getFeatures()).isEqualTo(pixels.features(local.images()));
        assertThat(made.getLabels()).isEqualTo(local.labels());
      }
    }
  }

  @Test
  void aImageIsTheSameInBatchesOfAnySize() throws Exception {
    String noMixing = "arms.erasing.augmentation.mixup=null";
    try (TrainingBatches eights = sent(arm("erasing", noMixing), null);
        TrainingBatches twos =
            sent(arm("erasing", noMixing, "training.averaging.batchSizePerWorker=2"), null)) {
      INDArray whole = eights.make(1, 1).getFeatures();
      for (int pair = 0; pair < 4; pair++) {
        INDArray part =
            whole.get(
                NDArrayIndex.interval(2 * pair, 2 * pair + 2),
                NDArrayIndex.all(),
                NDArrayIndex.all(),
                NDArrayIndex.all());
        assertThat(twos.make(1, 4 + pair).getFeatures()).isEqualTo(part);
      }
    }
  }

  @Test
  void frozenBlocksTakeTheirPartOfTheFirstWeights() throws Exception {
    ArmTraining arm = arm("reference", "model.frozenBlocks=2", "augmentation.horizontal-flip=null");
    try (TrainingBatches batches = sent(arm, arm.firstWeights());
        FrozenPart frozen = new FrozenPart(arm.spec(), 2)) {
      frozen.setParameters(arm.firstWeights());
      INDArray wanted = frozen.features(local(arm, 0, 0).images());
      assertThat(batches.make(0, 0).getFeatures()).isEqualTo(wanted);
      assertThat(batches.make(0, 0).getFeatures()).as("kept ones").isEqualTo(wanted);
    }
  }

  @Test
  void dropoutDrawsTheSameWhereverABatchIsTrainedOn() throws Exception {
    ArmTraining arm = arm("reference");
    try (TrainingBatches batches = sent(arm, null)) {
      batches.make(0, 1);
      int drawn = Nd4j.getRandom().nextInt();
      batches.make(0, 0);
      assertThat(Nd4j.getRandom().nextInt()).isNotEqualTo(drawn);
      batches.make(0, 1);
      assertThat(Nd4j.getRandom().nextInt()).isEqualTo(drawn);
    }
  }

  private ArmTraining arm(String name, String... sets) {
    return TinyRun.arm(TinyRun.load(folder, sets), name, folder);
  }

  private static Batch local(ArmTraining arm, int epoch, int index) {
    BatchMaker maker =
        new BatchMaker(arm.arm(), arm.train(), arm.images(), arm.datasetMean(), 2, arm.seed());
    return maker.make(epoch, maker.order(epoch), index);
  }

  private static TrainingBatches sent(ArmTraining arm, @Nullable INDArray weights)
      throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(BatchRecipe.shared(arm));
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return new TrainingBatches((BatchRecipe) in.readObject(), arm.train(), arm.images(), weights);
    }
  }
}
