package dev.blindspot.train.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.blindspot.train.cluster.Cluster;
import dev.blindspot.train.cluster.ClusterAddress;
import dev.blindspot.train.error.UserError;
import dev.blindspot.train.progress.Progress;
import dev.blindspot.train.run.folder.IfExists;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One network that several workers train, with Spark within this process. */
class SharedTrainingTest {
  @TempDir private static Path folder;
  private static Cluster cluster;

  @BeforeAll
  static void connect() {
    cluster = new ClusterAddress("local[2]", Map.of()).connect("shared training");
  }

  @AfterAll
  static void close() {
    cluster.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"vgg16", "resnet18"})
  void oneWorkerGivesWhatThisMachineGives(String architecture) throws IOException {
    TinyTraining training = new TinyTraining(folder);
    String network = "model.architecture=" + architecture;
    Path alone = training.train("alone-" + architecture, null, network);
    Path shared =
        training.train("one-" + architecture, cluster, network, "training.averaging.workers=1");
    assertThat(TinyTraining.history(shared)).isEqualTo(TinyTraining.history(alone));
    assertThat(TinyTraining.weights(shared)).isEqualTo(TinyTraining.weights(alone));
    assertThat(shared.resolve("shared")).as("images for the workers").doesNotExist();
  }

  @Test
  void twoWorkersLearnAsOneMachineDoes() throws IOException {
    String[] sets = {"training.epochs=6", TinyTraining.PLAIN};
    TinyTraining training = new TinyTraining(folder);
    double alone =
        TinyTraining.last(training.train("learned-alone", null, sets), TinyTraining.LOSS);
    double shared = TinyTraining.last(training.train("learned", cluster, sets), TinyTraining.LOSS);
    assertThat(alone).as("alone; a guess is %.2f", Math.log(2)).isLessThan(0.45);
    assertThat(shared).as("shared, in half as many steps").isLessThan(0.45);
  }

  @Test
  void whatIsResumedEndsAsIfNothingHadHappened() throws IOException {
    TinyTraining training = new TinyTraining(folder);
    Path whole = training.train("whole", cluster);
    Path out = folder.resolve("stopped");
    assertThatExceptionOfType(Stop.class)
        .isThrownBy(
            () -> training.job(new StopAt("epoch 2/2"), cluster).train(out, IfExists.REFUSE));
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> training.job(Progress.NONE, null).train(out, IfExists.RESUME))
        .withMessageContaining("begun by 2 workers, and would go on on one machine");
    Path resumed = training.job(Progress.NONE, cluster).train(out, IfExists.RESUME);
    assertThat(TinyTraining.history(resumed)).isEqualTo(TinyTraining.history(whole));
    assertThat(TinyTraining.weights(resumed)).isEqualTo(TinyTraining.weights(whole));
  }

  @Test
  void frozenBlocksAreComputedByTheWorkers() throws IOException {
    TinyTraining training = new TinyTraining(folder);
    String[] sets = {"model.frozenBlocks=2", "training.averaging.workers=1", "training.epochs=1"};
    Path alone = training.train("frozen-alone", null, sets);
    Path shared = training.train("frozen", cluster, sets);
    assertThat(TinyTraining.weights(shared)).isEqualTo(TinyTraining.weights(alone));
  }

  @Test
  void aRunOnAClusterEndsWithAReport() throws IOException {
    TinyTraining training = new TinyTraining(folder);
    Path page =
        training
            .job(Progress.NONE, cluster, "training.epochs=1")
            .run(folder.resolve("run"), IfExists.REFUSE);
    assertThat(page).isNotEmptyFile();
    assertThat(page.resolveSibling("results.json")).content().contains("\"only\"");
  }

  private static final class Stop extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Stops a training when a piece of work begins. */
  private record StopAt(String title) implements Progress {
    @Override
    public Task start(String name, long total) {
      if (name.endsWith(title)) {
        throw new Stop();
      }
      return Progress.NONE.start(name, total);
    }
  }
}
