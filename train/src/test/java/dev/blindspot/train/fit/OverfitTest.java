package dev.blindspot.train.fit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blindspot.train.SharedDrawings;
import dev.blindspot.train.TinyRun;
import dev.blindspot.train.config.DataConfig.Resize;
import dev.blindspot.train.config.ModelConfig.Architecture;
import dev.blindspot.train.config.reader.LoadedConfig;
import dev.blindspot.train.data.image.Batches;
import dev.blindspot.train.fit.batch.ArmTraining;
import dev.blindspot.train.model.KerasFile;
import dev.blindspot.train.model.ModelFile;
import dev.blindspot.train.model.ModelSpec;
import dev.blindspot.train.model.Preprocessing;
import dev.blindspot.train.model.ScoringNetwork;
import dev.blindspot.train.model.backbone.Vgg16;
import dev.blindspot.train.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Eight images are overfitted from every source of weights, with all blocks and with the last one
 * alone; of models that DL4J saved, once from a file and once from a run.
 */
@ExtendWith(SharedDrawings.class)
class OverfitTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"random, 0", "random, 4", "zip, 0", "run, 4", "keras, 0", "keras, 4"})
  void eightImagesAreOverfitted(String source, int frozenBlocks) throws IOException {
    LoadedConfig loaded =
        load(
            "model.weights=" + weights(source),
            "model.frozenBlocks=" + frozenBlocks,
            "training.epochs=" + (frozenBlocks == 0 ? 15 : 50));
    ArmTraining arm = TinyRun.arm(loaded, "reference", folder.resolve("arm"));
    assertThat(arm.train()).hasSize(8);
    TrainedArm trained = new Trainer(arm, Progress.NONE).train();
    assertThat(accuracy(trained.model(), arm)).isEqualTo(1.0);
    assertFrozenBlocksAreUnchanged(trained.model(), arm, frozenBlocks);
  }

  private String weights(String source) throws IOException {
    return switch (source) {
      case "random" -> "random";
      case "zip" -> "{zip: {file: " + shortlyTrained().model().getFileName() + "}}";
      case "run" -> {
        shortlyTrained();
        yield "{run: {folder: earlier, arm: first}}";
      }
      default -> {
        KerasFile.write(
            folder.resolve("notop.h5"),
            KerasFile.Layout.APPLICATIONS,
            KerasFile.convolutions(spec(), 5));
        yield "{keras: {file: notop.h5}}";
      }
    };
  }

  /** A model of one epoch, in the folder of a run and beside the configuration. */
  private TrainedArm shortlyTrained() throws IOException {
    Path first = folder.resolve("earlier/arms/first");
    ArmTraining arm = TinyRun.arm(load("training.epochs=1", "seed=13"), "reference", first);
    TrainedArm trained = new Trainer(arm, Progress.NONE).train();
    Files.copy(trained.model(), folder.resolve("model.zip"));
    return trained;
  }

  private LoadedConfig load(String... sets) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "data.source.synthetic.images=8",
                "data.split={validation: 0, test: 0}",
                "training.batchSize=2",
                "model.width=0.125",
                "model.batchNorm=false",
                "model.dropout=0",
                "augmentation.horizontal-flip=null",
                "training.optimiser={adam: {learningRate: 0.003}}"));
    all.addAll(List.of(sets));
    return TinyRun.load(folder, all.toArray(String[]::new));
  }

  private static ModelSpec spec() {
    return new ModelSpec(
        Architecture.VGG16,
        32,
        Resize.STRETCH,
        0.125,
        false,
        0,
        Preprocessing.IMAGENET_MEAN,
        List.of("other", "emergency"));
  }

  private static double accuracy(Path model, ArmTraining arm) {
    try (ModelFile.Loaded loaded = ModelFile.load(model);
        ScoringNetwork network = loaded.network()) {
      INDArray scores =
          network.score(Batches.toArray(arm.train().stream().map(arm.images()::get).toList()));
      int right = 0;
      for (int i = 0; i < arm.train().size(); i++) {
        right += scores.getRow(i).argMax().getInt(0) == arm.train().get(i).label() ? 1 : 0;
      }
      return right / (double) arm.train().size();
    }
  }

  private static void assertFrozenBlocksAreUnchanged(
      Path model, ArmTraining arm, int frozenBlocks) {
    try (ModelFile.Loaded loaded = ModelFile.load(model);
        ModelFile.Loaded again = ModelFile.load(model)) {
      again.graph().setParams(arm.firstWeights());
      for (int block = 1; block <= Vgg16.BLOCKS; block++) {
        String name = "block" + block + "_conv1_W";
        boolean same = loaded.graph().getParam(name).equals(again.graph().getParam(name));
        assertThat(same).as(name).isEqualTo(block <= frozenBlocks);
      }
    }
  }
}
