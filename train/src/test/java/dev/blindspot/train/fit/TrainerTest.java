package dev.blindspot.train.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.blindspot.train.SharedDrawings;
import dev.blindspot.train.TinyRun;
import dev.blindspot.train.data.image.Batches;
import dev.blindspot.train.data.manifest.Manifest;
import dev.blindspot.train.data.manifest.ManifestRow;
import dev.blindspot.train.data.manifest.Split;
import dev.blindspot.train.error.UserError;
import dev.blindspot.train.fit.batch.ArmTraining;
import dev.blindspot.train.model.ModelFile;
import dev.blindspot.train.model.Network;
import dev.blindspot.train.model.ScoringNetwork;
import dev.blindspot.train.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

@ExtendWith(SharedDrawings.class)
class TrainerTest {
  @TempDir private Path folder;

  /**
   * Every kind of state that must survive: Adam's and momentum's, dropout, mixing, batch
   * statistics, best epoch. With the first setting the training is stopped at every step, with the
   * others at every third.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "training.optimiser={adamw: {learningRate: 0.003, weightDecay: 0.1}}",
        "training.optimiser={sgd: {learningRate: 0.05}}",
        "training.earlyStopping={metric: validation-accuracy, patience: 3}",
        "model.frozenBlocks=3",
        "training.ema={decay: 0.9}",
        "training={ema: {}, earlyStopping: {metric: validation-accuracy, patience: 3}}",
        "model.architecture=resnet18",
      })
  void stoppedAtManyStepsItEndsAsIfItHadNotBeen(String setting) throws IOException {
    int apart = setting.contains("adamw") ? 1 : 3;
    String[] sets = {setting, "training.epochs=3", "training.batchSize=9"};
    TrainedArm whole = new Trainer(arm("whole", sets), Progress.NONE).train();
    int stops = 0;
    for (int stopAt = 1; ; stopAt += apart) {
      try {
        ArmTraining arm = arm("stopped", sets);
        TrainedArm stopped = new Trainer(arm, new StopAt(stopAt)).train();
        assertThat(stops).isGreaterThanOrEqualTo(2);
        assertThat(withoutTimes(stopped.history())).isEqualTo(withoutTimes(whole.history()));
        assertThat(stopped.keptEpoch()).isEqualTo(whole.keptEpoch());
        assertThat(parameters(stopped.model())).isEqualTo(parameters(whole.model()));
        assertThat(TinyRun.historyWithoutTimes(folder.resolve("stopped")))
            .isEqualTo(TinyRun.historyWithoutTimes(folder.resolve("whole")))
            .hasSize(4);
        return;
      } catch (Stop e) {
        stops++;
      }
    }
  }

  @Test
  void anArmThatDoesNotDifferEndsWithTheSameWeights() throws IOException {
    String same =
        "arms={reference: {}, same: {augmentation: {}}, other: {augmentation: {cutout: {}}}}";
    TrainedArm reference =
        new Trainer(named("reference", "reference", same), Progress.NONE).train();
    TrainedArm twin = new Trainer(named("same", "same", same), Progress.NONE).train();
    TrainedArm other = new Trainer(named("other", "other", same), Progress.NONE).train();
    assertThat(withoutTimes(twin.history())).isEqualTo(withoutTimes(reference.history()));
    assertThat(parameters(twin.model())).isEqualTo(parameters(reference.model()));
    assertThat(parameters(other.model())).isNotEqualTo(parameters(reference.model()));
  }

  @Test
  void allArmsStartFromTheSameWeights() {
    assertThat(named("a", "reference").firstWeights())
        .isEqualTo(named("b", "erasing").firstWeights());
  }

  @Test
  void earlyStoppingKeepsTheWeightsOfTheBestEpoch() throws IOException {
    // the planted cue is right in training alone: the better it is learnt, the worse validation
    // gets
    ArmTraining arm =
        arm(
            "early",
            "training.earlyStopping={metric: validation-loss, patience: 2}",
            "training.epochs=30",
            "training.schedule=constant",
            "training.optimiser={adam: {learningRate: 0.01}}");
    TrainedArm trained = new Trainer(arm, Progress.NONE).train();
    EpochRecord best =
        trained.history().stream()
            .min(Comparator.comparingDouble(EpochRecord::validationLoss))
            .orElseThrow();
    assertThat(trained.keptEpoch()).isEqualTo(best.epoch());
    assertThat(trained.history()).hasSize(best.epoch() + 2);
    assertThat(trained.ended()).isEqualTo("no better validation loss for 2 epochs");
    assertThat(validationLoss(trained.model(), arm)).isCloseTo(best.validationLoss(), within(1e-4));
  }

  /** An average that forgets everything is the last weights; any other is not. */
  @Test
  void theAverageOfTheWeightsIsKept() throws IOException {
    INDArray last = parameters(new Trainer(arm("last"), Progress.NONE).train().model());
    TrainedArm forgetful =
        new Trainer(arm("forgetful", "training.ema={decay: 0}"), Progress.NONE).train();
    assertThat(parameters(forgetful.model())).isEqualTo(last);
    ArmTraining arm = arm("slow", "training.ema={decay: 0.9}");
    TrainedArm slow = new Trainer(arm, Progress.NONE).train();
    assertThat(parameters(slow.model())).isNotEqualTo(last);
    EpochRecord end = slow.history().get(slow.history().size() - 1);
    assertThat(validationLoss(slow.model(), arm)).isCloseTo(end.validationLoss(), within(1e-4));
  }

  @Test
  void withoutEarlyStoppingTheLastEpochIsKept() throws IOException {
    TrainedArm trained = new Trainer(arm("all"), Progress.NONE).train();
    assertThat(trained.keptEpoch()).isEqualTo(2);
    assertThat(trained.ended()).isEqualTo("all epochs done");
  }

  @Test
  void aSpentTimeBudgetEndsTrainingAfterTheEpoch() throws IOException {
    ArmTraining arm = arm("budget", "training.timeBudgetMinutes=0.0000001", "training.epochs=50");
    TrainedArm trained = new Trainer(arm, Progress.NONE).train();
    assertThat(trained.history()).hasSize(1);
    assertThat(trained.ended()).isEqualTo("time budget spent");
    assertThat(new Trainer(arm, Progress.NONE).train()).isEqualTo(trained);
  }

  @Test
  void timeSpentBeforeAStopCounts() throws IOException {
    assertThatThrownBy(() -> new Trainer(arm("budget"), new StopAt(6)).train())
        .isInstanceOf(Stop.class);
    double spent =
        Checkpoint.read(folder.resolve("budget/checkpoints")).orElseThrow().state().seconds();
    TrainedArm trained = new Trainer(arm("budget"), Progress.NONE).train();
    assertThat(trained.seconds())
        .isGreaterThan(spent)
        .isGreaterThan(trained.history().get(1).seconds());
  }

  @Test
  void lossesThatAreNoNumbersEndTrainingAndTheLastGoodEpochIsKept() throws IOException {
    String[] wild = {
      "training.optimiser={adam: {learningRate: 1000000}}",
      "training.epochs=5",
      "model.batchNorm=false"
    };
    ArmTraining first = arm("wild");
    assertThatThrownBy(() -> new Trainer(first, new StopAt(6)).train()).isInstanceOf(Stop.class);
    INDArray good = Checkpoint.read(folder.resolve("wild/checkpoints")).orElseThrow().parameters();
    Path otherFolder = folder.resolve("other");
    assertThatThrownBy(() -> new Trainer(arm("other", wild), Progress.NONE).train())
        .isInstanceOf(UserError.class)
        .hasMessageContaining("arm 'reference', epoch ")
        .hasMessageContaining("became NaN")
        .hasMessageContaining("learningRate");
    assertThat(otherFolder.resolve("model.zip")).doesNotExist();
    assertThat(good.sumNumber().doubleValue()).isFinite();
  }

  @Test
  void aWeightThatIsNoNumberNeverReachesACheckpoint() throws IOException {
    new Trainer(arm("bad", "training.epochs=1"), Progress.NONE).train();
    ArmTraining good = arm("bad", "training.epochs=1");
    INDArray poisoned = good.firstWeights().dup();
    poisoned.putScalar(poisoned.length() - 1, Float.POSITIVE_INFINITY);
    ArmTraining arm =
        new ArmTraining(
            good.name(),
            good.arm(),
            good.model(),
            good.spec(),
            poisoned,
            good.train(),
            good.validation(),
            good.images(),
            good.datasetMean(),
            good.seed(),
            folder.resolve("poisoned"));
    assertThatThrownBy(() -> new Trainer(arm, Progress.NONE).train()).isInstanceOf(UserError.class);
    assertThat(Checkpoint.read(folder.resolve("poisoned/checkpoints"))).isEmpty();
  }

  @Test
  void unlabelledImagesAreIgnored() throws IOException {
    var loaded = TinyRun.load(folder);
    Manifest manifest = TinyRun.manifest(loaded);
    List<ManifestRow> rows = new ArrayList<>(manifest.rows());
    ManifestRow any = rows.get(0);
    rows.add(new ManifestRow("zz", any.path(), -1, Split.UNLABELLED, any.contentHash(), List.of()));
    Manifest more = new Manifest(manifest.classes(), rows, List.of());
    TrainedArm with =
        new Trainer(TinyRun.arm(loaded, more, "reference", folder.resolve("with")), Progress.NONE)
            .train();
    TrainedArm without = new Trainer(arm("without"), Progress.NONE).train();
    assertThat(withoutTimes(with.history())).isEqualTo(withoutTimes(without.history()));
  }

  @Test
  void withoutValidationImagesItsColumnsAreNoNumbers() throws IOException {
    String[] none = {"data.split={validation: 0, test: 0.3}"};
    assertThatThrownBy(() -> new Trainer(arm("none", none), new StopAt(6)).train())
        .isInstanceOf(Stop.class);
    TrainedArm trained = new Trainer(arm("none", none), Progress.NONE).train();
    assertThat(trained.history()).hasSize(2).allMatch(e -> Double.isNaN(e.validationAccuracy()));
    assertThat(TinyRun.historyWithoutTimes(folder.resolve("none")))
        .last()
        .asString()
        .contains(",NaN,NaN,");
  }

  @Test
  void earlyStoppingWithoutValidationImagesIsRefusedBeforeTraining() {
    ArmTraining arm =
        arm("none", "data.split={validation: 0, test: 0.3}", "training.earlyStopping={}");
    assertThatThrownBy(() -> new Trainer(arm, Progress.NONE))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("training.earlyStopping of arm 'reference' needs validation images");
  }

  @Test
  void theLossIsThatOfTheImagesWithoutPenalties() throws IOException {
    String slow = "training.optimiser={adamw: {learningRate: 1e-12, weightDecay: ";
    TrainedArm none = new Trainer(arm("none", slow + "0}}"), Progress.NONE).train();
    TrainedArm heavy =
        new Trainer(arm("heavy", slow + "100}}", "training.l2=10"), Progress.NONE).train();
    assertThat(heavy.history().get(0).trainLoss())
        .isCloseTo(none.history().get(0).trainLoss(), within(1e-2))
        .isLessThan(10);
  }

  @Test
  void aCheckpointOfAnotherSeedIsNotGoneOnWith() throws IOException {
    new Trainer(arm("seeded"), Progress.NONE).train();
    assertThatThrownBy(() -> new Trainer(arm("seeded", "seed=99"), Progress.NONE).train())
        .isInstanceOf(UserError.class)
        .hasMessageContaining("was begun with seed 3, and would go on with seed 99");
  }

  @Test
  void aCheckpointOfOtherConvolutionsIsNotGoneOnWith() throws IOException {
    ArmTraining arm = arm("rounded");
    new Checkpoint(
            new Checkpoint.State(
                3, 1, 4, 0, Double.NEGATIVE_INFINITY, "", 1, 0, "an abacus", List.of()),
            Nd4j.zeros(1, 1),
            null,
            null,
            null)
        .write(arm.folder().resolve("checkpoints"));
    assertThatThrownBy(() -> new Trainer(arm, Progress.NONE).train())
        .isInstanceOf(UserError.class)
        .hasMessageContaining(
            "was begun with an abacus, and would go on with " + Network.convolutions(arm.spec()));
  }

  @Test
  void aLostModelOrHistoryIsWrittenAgainFromTheCheckpoint() throws IOException {
    TrainedArm trained = new Trainer(arm("lost"), Progress.NONE).train();
    INDArray parameters = parameters(trained.model());
    List<String> history = TinyRun.historyWithoutTimes(folder.resolve("lost"));
    Files.delete(trained.model());
    Files.delete(folder.resolve("lost/history.csv"));
    TrainedArm again = new Trainer(arm("lost"), new StopAt(1)).train(); // no step is done
    assertThat(again).isEqualTo(trained);
    assertThat(parameters(again.model())).isEqualTo(parameters);
    assertThat(TinyRun.historyWithoutTimes(folder.resolve("lost"))).isEqualTo(history);
  }

  @Test
  void aStepThatCannotBeStoredLosesNothing() throws IOException {
    assertThatThrownBy(() -> new Trainer(arm("full"), new StopAt(6)).train())
        .isInstanceOf(Stop.class);
    Path history = folder.resolve("full/history.csv");
    Files.delete(history);
    Files.createDirectories(history.resolve("in the way"));
    assertThatThrownBy(() -> new Trainer(arm("full"), Progress.NONE).train())
        .isInstanceOf(IOException.class);
    Files.delete(history.resolve("in the way"));
    Files.delete(history);
    TrainedArm resumed = new Trainer(arm("full"), Progress.NONE).train();
    TrainedArm whole = new Trainer(arm("whole"), Progress.NONE).train();
    assertThat(withoutTimes(resumed.history())).isEqualTo(withoutTimes(whole.history()));
  }

  @Test
  void progressTellsLossSpeedAndTheLastAccuracy() throws IOException {
    List<String> told = new ArrayList<>();
    new Trainer(
            arm("told"),
            (name, total) ->
                (done, message) -> told.add(name + " " + done + "/" + total + " " + message))
        .train();
    assertThat(told.get(0))
        .matches("reference: epoch 1/2 8/20 loss \\d+\\.\\d{3}, \\d+\\.\\d images/s");
    assertThat(told)
        .last()
        .asString()
        .matches("reference: epoch 2/2 20/20 loss .* images/s, validation accuracy \\d\\.\\d{3}");
  }

  private ArmTraining arm(String name, String... sets) {
    return named(name, "reference", sets);
  }

  private ArmTraining named(String name, String arm, String... sets) {
    return TinyRun.arm(TinyRun.load(folder, sets), arm, folder.resolve(name));
  }

  private static INDArray parameters(Path model) {
    try (ModelFile.Loaded loaded = ModelFile.load(model)) {
      return loaded.graph().params().dup();
    }
  }

  private static double validationLoss(Path model, ArmTraining arm) {
    try (ModelFile.Loaded loaded = ModelFile.load(model);
        ScoringNetwork network = loaded.network()) {
      INDArray scores =
          network.score(Batches.toArray(arm.validation().stream().map(arm.images()::get).toList()));
      double loss = 0;
      for (int i = 0; i < arm.validation().size(); i++) {
        loss -= Math.log(Math.max(scores.getDouble(i, arm.validation().get(i).label()), 1e-12));
      }
      return loss / arm.validation().size();
    }
  }

  private static List<EpochRecord> withoutTimes(List<EpochRecord> history) {
    return history.stream()
        .map(
            e ->
                new EpochRecord(
                    e.epoch(),
                    e.trainLoss(),
                    e.validationLoss(),
                    e.validationAccuracy(),
                    e.learningRate(),
                    0,
                    0))
        .toList();
  }

  /** Ends the process, as far as the code under test can tell. */
  private static final class Stop extends Error {
    private static final long serialVersionUID = 1L;
  }

  private static final class StopAt implements Progress {
    private final AtomicInteger left;

    StopAt(int step) {
      left = new AtomicInteger(step);
    }

    @Override
    public Task start(String name, long total) {
      return (done, message) -> {
        if (left.decrementAndGet() == 0) {
          throw new Stop();
        }
      };
    }
  }
}
