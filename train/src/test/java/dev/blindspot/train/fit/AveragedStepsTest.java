package dev.blindspot.train.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.blindspot.train.SharedDrawings;
import dev.blindspot.train.TinyRun;
import dev.blindspot.train.config.TrainingConfig;
import dev.blindspot.train.fit.batch.ArmTraining;
import dev.blindspot.train.model.Network;
import dev.blindspot.train.progress.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

@ExtendWith(SharedDrawings.class)
class AveragedStepsTest {
  private static final int IMAGES = 23;

  @TempDir private Path folder;
  private ArmTraining arm;
  private Network network;

  @BeforeEach
  void begin() {
    arm =
        TinyRun.arm(
            TinyRun.load(
                folder, "training.averaging={frequency: 2, batchSizePerWorker: 3, workers: 2}"),
            "reference",
            folder);
    network = Network.trainable(arm.spec(), 0, new LossMCXENT(), UnaryOperator.identity());
  }

  @AfterEach
  void end() {
    network.close();
  }

  @Test
  void roundsDealOutAllBatchesAndTheLastHasWhatIsLeft() {
    assertThat(AveragingRound.of(4, 9, 2, 2))
        .containsExactly(
            new AveragingRound(4, 0, 4, 2),
            new AveragingRound(4, 4, 4, 2),
            new AveragingRound(4, 8, 1, 1));
    assertThat(AveragingRound.of(0, 9, 2, 2))
        .extracting(AveragingRound::steps)
        .containsExactly(2, 2, 1);
    assertThat(AveragingRound.of(0, 7, 3, 4)).containsExactly(new AveragingRound(0, 0, 7, 3));
    assertThat(new AveragingRound(0, 0, 7, 3).steps()).isEqualTo(3);
  }

  @Test
  void theLossIsTheMeanOverImagesAndIterationsAreThoseOfOneWorker() {
    Fake workers = new Fake(1);
    EpochSteps steps = steps(workers);
    assertThat(steps.perEpoch()).isEqualTo(4);
    assertThat(AveragedSteps.perEpoch(workers, training(), IMAGES)).isEqualTo(4);
    double loss = steps.run(1, "title", "", Progress.NONE);
    double expected = IntStream.range(0, 8).mapToDouble(b -> b * size(b)).sum() / IMAGES;
    assertThat(loss).isCloseTo(expected, within(1e-12));
    assertThat(workers.rounds)
        .containsExactly(new AveragingRound(1, 0, 4, 2), new AveragingRound(1, 4, 4, 2));
    assertThat(workers.iterations).containsExactly(0, 2);
    assertThat(network.trainable().getConfiguration().getIterationCount()).isEqualTo(4);
  }

  @Test
  void lossesThatAreNoNumbersEndTheTraining() {
    assertThatExceptionOfType(DivergenceException.class)
        .isThrownBy(() -> steps(new Fake(Double.NaN)).run(0, "title", "", Progress.NONE))
        .withMessageContaining("the loss became NaN in the steps from batch 1");
  }

  private EpochSteps steps(Workers workers) {
    return new AveragedSteps(workers, training(), IMAGES, network.trainable());
  }

  private TrainingConfig training() {
    return arm.arm().training();
  }

  /** Images of a batch: the last one is smaller. */
  private static int size(int batch) {
    return batch == 7 ? 2 : 3;
  }

  /** Says that every batch has its number as its loss. */
  private static final class Fake implements Workers {
    private final double factor;
    private final List<AveragingRound> rounds = new ArrayList<>();
    private final List<Integer> iterations = new ArrayList<>();

    Fake(double factor) {
      this.factor = factor;
    }

    @Override
    public int count() {
      return 2;
    }

    @Override
    public List<BatchLoss> train(ComputationGraph graph, AveragingRound round) {
      rounds.add(round);
      iterations.add(graph.getConfiguration().getIterationCount());
      return IntStream.range(round.first(), round.first() + round.batches())
          .mapToObj(b -> new BatchLoss(b % 2, b / 2, factor * b, size(b)))
          .toList();
    }
  }
}
